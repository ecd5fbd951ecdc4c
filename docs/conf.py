"""How the documentation is built: Markdown pages, a plain theme, nothing loaded from another host."""

from importlib.metadata import version as version_of

project = "Rugsat"
author = "The Rugsat maintainers"
copyright = "The Rugsat maintainers; Apache License 2.0"
version = release = version_of("rugsat")

extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3
# The generated pages quote the law, whose own headings need not step down one by one.
suppress_warnings = ["myst.header"]

html_theme = "furo"
html_title = f"Rugsat {release}"
html_show_sourcelink = False
html_copy_source = False

# Each page is a catalogue of its own for translators: sphinx-build -b gettext docs docs/_build/gettext
language = "en"
locale_dirs = ["locale"]
gettext_compact = False
