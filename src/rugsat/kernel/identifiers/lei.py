"""Legal entity identifier, ISO 17442: 18 characters and two check digits by MOD 97-10."""

import re

from stdnum import lei as _stdnum_lei

_FORM = re.compile(r"[0-9A-Z]{18}[0-9]{2}")


def is_lei(text: str) -> bool:
    """Tell whether the text is a LEI exactly as the standard writes it, with right check digits."""
    return bool(_FORM.fullmatch(text)) and bool(_stdnum_lei.is_valid(text))
