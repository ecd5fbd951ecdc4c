"""A form that was sent and not taken, because who sent it was not known any more: it is shown again and sent then.

What was typed is kept in the session, for the one account that typed it. Files are not kept: they are chosen again.
"""

from dataclasses import asdict, dataclass, replace
from http import HTTPStatus
from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.http import HttpRequest, HttpResponse

from rugsat.kernel.language import gettext as _
from rugsat.web.layout.area import Area
from rugsat.web.layout.bodies import LARGEST_OF_NOBODY
from rugsat.web.layout.page import render
from rugsat.web.layout.visitor import NOBODY, visitor_of

PAGE = "account_unsent"
"""Name of the page that shows what is kept."""
_HELD = "unsent"
_LARGEST = 1 << 20
"""Characters of a form that is kept."""
_TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field


@dataclass(frozen=True, slots=True)
class Unsent:
    """Where a form was to be sent, what stood in it, and the field of each file that came with it."""

    login: str
    address: str
    fields: list[tuple[str, str]]
    files: list[str]

    @property
    def words(self) -> list[str]:
        """What a person has typed, as far as it can be told from what pages write into their forms."""
        return [value for _name, value in self.fields if " " in value.strip() or "\n" in value.strip()]


class _Skipping(FileUploadHandler):
    """Lets files go by, and remembers in which fields they were."""

    def __init__(self, request: HttpRequest) -> None:
        super().__init__(request)
        self.fields: list[str] = []

    def new_file(self, field_name: str, *_args: Any, **_kwargs: Any) -> None:
        """Note the field."""
        self.fields.append(field_name)
        raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Take nothing."""

    def file_complete(self, file_size: int) -> None:
        """Hand nothing on."""


def keep_unread(request: HttpRequest, login: str) -> bool:
    """Keep what comes with a request of which nothing has been read; whether there was anything to keep."""
    unsent = _read(request, login, settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    return unsent is not None and _keep(request, unsent)


def of_signed_out(request: HttpRequest) -> HttpResponse | None:
    """What somebody has sent from a page of this site who is signed out, whose session then is gone; else None.

    Nothing is kept of nobody. So it stands in the page that he gets, until he has signed in beside it.
    """
    unsent = _read(request, "", LARGEST_OF_NOBODY)
    if unsent is None:
        return None
    why = _("You are signed out, so nothing was done. Sign in in another tab, come back to this one, then send it.")
    return page_of(request, unsent, why, HTTPStatus.FORBIDDEN)


def _read(request: HttpRequest, login: str, largest: int) -> Unsent | None:
    """What comes with a request of which nothing has been read; None where it is no form of this site that is kept.

    Its token is not looked at before it is shown again, so the browser must say that it comes from here.
    """
    if request.headers.get("Origin") != f"{request.scheme}://{request.get_host()}":
        return None
    length = request.META.get("CONTENT_LENGTH") or ""
    if request.method != "POST" or not _is_kept(request) or not (length.isdecimal() and length.isascii()):
        return None
    if int(length) > largest:
        return None
    skipping = _Skipping(request)
    request.upload_handlers = [skipping]
    return replace(_of(request, login, files=[]), files=skipping.fields)


def keep(request: HttpRequest) -> bool:
    """Keep what was sent with files by whoever must first show who it is; whether it could be kept."""
    return _is_kept(request) and _keep(request, _of(request, visitor_of(request).login, files=_file_fields(request)))


def kept(request: HttpRequest) -> Unsent | None:
    """What is kept for whoever has signed in; of somebody else's nothing stays."""
    held = request.session.get(_HELD)
    if held is None:
        return None
    if held["login"] != visitor_of(request).login:
        del request.session[_HELD]
        return None
    return Unsent(**held)


def shown_again(request: HttpRequest) -> HttpResponse | None:
    """What was just sent from a page that was loaded before the last sign-in; None where it may be anybody else's."""
    login = visitor_of(request).login
    if not login or not _is_kept(request):
        return None
    why = _("You have signed in again since that page was loaded, so nothing was done. Look at it, then send it.")
    return page_of(request, _of(request, login, files=_file_fields(request)), why, HTTPStatus.FORBIDDEN)


def page_of(request: HttpRequest, unsent: Unsent, why: str, status: HTTPStatus = HTTPStatus.OK) -> HttpResponse:
    """The page that shows a form that was not taken, with a button that sends it."""
    area = Area.of_path(unsent.address)
    return render(
        request, "layout/unsent.html.j2", area, status=status, title=_("Not sent yet"), unsent=unsent, why=why
    )


def _is_kept(request: HttpRequest) -> bool:
    """Whether forms of a page are kept: only of one to sign in for, and not of the account, where passwords are typed.

    Pages of the account are in no namespace.
    """
    match = request.resolver_match
    return bool(match and match.namespaces and not NOBODY.sees(match.view_name))


def _file_fields(request: HttpRequest) -> list[str]:
    return [name for name, files in request.FILES.lists() for _file in files]


def _of(request: HttpRequest, login: str, *, files: list[str]) -> Unsent:
    fields = [(name, value) for name, values in request.POST.lists() for value in values if name != _TOKEN]
    return Unsent(login, request.get_full_path(), fields, files)


def _keep(request: HttpRequest, unsent: Unsent) -> bool:
    if sum(len(value) for _name, value in unsent.fields) > _LARGEST:
        return False
    request.session[_HELD] = asdict(unsent)
    return True
