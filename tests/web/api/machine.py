"""A machine that speaks to the API, and what it files."""

import json
from collections.abc import Callable
from typing import Any

from django.test import Client

TEMPLATE = (
    "authorisation,month,asset,algorithm,energy_wh,coins,pool_fees,coins_received,pool_scheme,pool,hash_rate_th_s,"
    "uptime_s,machines,coins_sold,coins_sold_at_home,proceeds,proceeds_currency,wallet\n"
    "TM-MIN-0001,{month},V15WLZJMF,sha256d,2604000000,1.87250000,0.03745000,1.83505000,fpps,example-pool,198000,"
    "2656800,1000,1.50000000,1.50000000,135000.00,USD,bip122:000000000019d6689c085ae165831e93:"
    "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq\n"
)


def month(code: str) -> bytes:
    """A monthly return of one row."""
    return TEMPLATE.format(month=code).encode()


class Api:
    """A client that speaks as the holder of a token."""

    def __init__(self, secret: str = "") -> None:
        self.client = Client(raise_request_exception=False)
        self.headers = {"Authorization": f"Bearer {secret}"} if secret else {}

    def get(self, path: str, **query: str) -> Any:
        return self.client.get(f"/api/v1{path}", query, headers=self.headers)

    def send(self, method: str, path: str, content: Any = None, **headers: str) -> Any:
        return self.client.generic(
            method,
            f"/api/v1{path}",
            content if isinstance(content, bytes) else json.dumps({} if content is None else content),
            content_type="application/octet-stream" if isinstance(content, bytes) else "application/json",
            headers=self.headers | {name.replace("_", "-"): value for name, value in headers.items()},
        )

    def file(self, name: str, content: bytes, *, at: str = "", **headers: str) -> Any:
        return self.send("POST", f"{at}/returns?file={name}", content, **headers)


Token = Callable[..., Api]
"""Issues a token for a login, with all scopes unless some are named."""
