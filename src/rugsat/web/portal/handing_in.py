"""Handing in the document that goes with an act."""

from dataclasses import replace

from django.http import HttpRequest

from rugsat.kernel.errors import RugsatError
from rugsat.usecases.hand_in_document import hand_in_document
from rugsat.web.layout.acting import Refused, call_of, refusal
from rugsat.web.layout.documents import Upload


def hand_in(request: HttpRequest, file: Upload, *, case: str, kind: str) -> str | Refused:
    """Hand a file in under a key of its own beside that of the act; its digest, or why it was refused."""
    call = call_of(request)
    beside = replace(call, key=f"{call.key[:60]}:document" if call.key else "", seen=None)
    try:
        done = hand_in_document(beside, case=case, kind=kind, name=file.name, content=file.content)
    except RugsatError as error:
        return refusal(error)
    return str(done.told["digest"])
