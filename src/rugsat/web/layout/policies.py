"""Which names the site answers to, and what a browser may do with a page: nothing that no page needs."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

_NOTHING = (
    "accelerometer", "autoplay", "browsing-topics", "camera", "display-capture", "encrypted-media", "fullscreen",
    "geolocation", "gyroscope", "magnetometer", "microphone", "midi", "payment", "picture-in-picture",
    "screen-wake-lock", "serial", "usb", "xr-spatial-tracking",
)  # fmt: skip
_OURSELVES = ("publickey-credentials-create", "publickey-credentials-get")
POLICY = ", ".join([*(f"{name}=()" for name in _NOTHING), *(f"{name}=(self)" for name in _OURSELVES)])


class PoliciesMiddleware:
    """Answers to the names of this site alone; says that a page uses no camera, no place, no payment.

    Whoever asks by another name would have his own name in every address that a page builds of it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The answer with the policy; DisallowedHost where the site is asked by a name that is not its own."""
        request.get_host()
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", POLICY)
        return response
