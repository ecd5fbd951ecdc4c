"""What reading an archive raises that somebody has damaged, or made to be read wrongly."""

import zipfile
import zlib
from lzma import LZMAError

UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    LZMAError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
)
"""Every reader of an archive from outside answers all of these with an error of its own."""
