"""A service for time stamps (RFC 3161), asked over HTTP."""

import asyncio
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from asn1crypto import tsp
from pyhanko.sign.timestamps import TimeStamper

from rugsat.kernel.errors import RugsatError

_QUERY, _REPLY = "application/timestamp-query", "application/timestamp-reply"
_GRANTED = {"granted", "granted_with_mods"}
_SECONDS = 20
_LARGEST = 1 << 20


class TimeServiceError(RugsatError):
    """A service for time stamps that gives none."""


class TimeService(TimeStamper):
    """Asks the service at an address for a time stamp of a digest; it learns nothing else."""

    def __init__(self, address: str) -> None:
        if urlsplit(address).scheme not in {"http", "https"}:
            message = f"'{address}' is no address of a service for time stamps: write it as https://…"
            raise TimeServiceError(message)
        self._address = address
        super().__init__()  # type: ignore[no-untyped-call]

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        """The answer of the service; TimeServiceError where there is none."""
        content = await asyncio.to_thread(self._asked, req.dump())
        try:
            response = tsp.TimeStampResp.load(content, strict=True)
            given = response["status"]["status"].native in _GRANTED and _answers(response, req)
        except (ValueError, AttributeError):
            given = False
        if not given:
            message = (
                f"{self._address} refuses, or answers what is no time stamp on this; name another service, or none"
            )
            raise TimeServiceError(message)
        return response

    def _asked(self, query: bytes) -> bytes:
        request = Request(self._address, data=query, headers={"Content-Type": _QUERY})  # noqa: S310 - looked at above
        try:
            with urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310 - looked at above
                content: bytes = answer.read(_LARGEST)
                kind = answer.headers.get_content_type()
        except (URLError, OSError) as error:
            message = f"{self._address} gives no time stamp ({error}); try again, or issue without one"
            raise TimeServiceError(message) from None
        if kind != _REPLY:
            message = f"{self._address} answers with {kind}, which is no time stamp; look at the address"
            raise TimeServiceError(message)
        return content


def _answers(response: tsp.TimeStampResp, query: tsp.TimeStampReq) -> bool:
    """Whether the stamp is on what was asked for, and on this very question."""
    stamped = response["time_stamp_token"]["content"]["encap_content_info"]["content"].parsed
    return all(stamped[name].native == query[name].native for name in ("nonce", "message_imprint"))
