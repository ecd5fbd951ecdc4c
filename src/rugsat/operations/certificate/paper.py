"""The paper of a certificate: set by typst as PDF/A, with the signed code printed and attached."""

import io
import json
from datetime import datetime
from importlib.resources import files

from rugsat.evidence.credentials.certificate import Certificate
from rugsat.evidence.credentials.cwt import PREFIX, signed_part
from rugsat.evidence.credentials.extra import needed
from rugsat.kernel.errors import RugsatError
from rugsat.operations.certificate.words import words_of

STANDARD = "a-3b"
"""PDF/A-3b: kept for decades, and the signed code may be attached to it."""
CODE = "code.txt"
"""Name of the attached file that holds the text of the code."""
_PARTS = ("mark.svg", "ground.svg", "band.svg")
_QUIET = 4
"""Light modules around a code, which ISO/IEC 18004 wants."""


class PaperError(RugsatError):
    """A certificate that cannot be set on paper."""


def paper_of(certificate: Certificate, *, code: str, key: str, at: datetime) -> bytes:
    """Set a certificate on paper: PDF/A without a signature; `code` is the text of the code, `key` its key's id."""
    return _set(certificate, code, key, at, format="pdf", pdf_standards=[STANDARD])[0]


def picture_of(certificate: Certificate, *, code: str, key: str, at: datetime, dots_per_inch: int) -> bytes:
    """The first page of the same paper as PNG, as a screen or a printer shows it."""
    return _set(certificate, code, key, at, format="png", ppi=float(dots_per_inch))[0]


def code_picture(code: str) -> bytes:
    """A QR code as SVG, of medium error correction; what is capitals and digits is held in the dense mode."""
    segno = needed("segno")
    page = "" if code.startswith(PREFIX) else code[: -len(signed_part(code))]
    drawn = segno.make(
        [part for part in (page, code.removeprefix(page)) if part], error="m", micro=False, boost_error=False
    )
    picture = io.BytesIO()
    drawn.save(picture, kind="svg", border=_QUIET, light="#ffffff", dark="#101a18", xmldecl=False, omitsize=True)
    return picture.getvalue()


def _set(certificate: Certificate, code: str, key: str, at: datetime, **form: object) -> list[bytes]:
    typst = needed("typst")
    folder = files("rugsat.operations.certificate").joinpath("templates")
    parts = {name: folder.joinpath(name).read_bytes() for name in _PARTS}
    source = {"main.typ": folder.joinpath("certificate.typ").read_bytes(), "code.svg": code_picture(code), **parts}
    given = {"said": json.dumps(words_of(certificate), ensure_ascii=False), "code": code, "key": f"Ed25519 {key}"}
    try:
        made: bytes | list[bytes] = typst.compile(
            source, sys_inputs=given, ignore_system_fonts=True, timestamp=int(at.timestamp()), **form
        )
    except typst.TypstError as error:
        message = f"certificate {certificate.number} cannot be set on paper ({error.message}); look at its texts"
        raise PaperError(message) from error
    return made if isinstance(made, list) else [made]
