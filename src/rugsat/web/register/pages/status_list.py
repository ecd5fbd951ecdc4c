"""The list of the statuses of all certificates, as verifiers fetch it."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from rugsat.store.statuses import FORMS, status_list_file


@require_safe
def page(request: HttpRequest) -> HttpResponseBase:
    """The list in the form that is asked for by its media type; a JWT where none is."""
    form = "cwt" if FORMS["cwt"] in request.headers.get("Accept", "") else "jwt"
    path = status_list_file(form)
    if not path.is_file():
        raise Http404
    answer = FileResponse(path.open("rb"), content_type=FORMS[form])
    answer.headers["Vary"] = "Accept"
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer
