from dataclasses import replace

import pytest

from rugsat.domain.licensing.outcome import Status
from rugsat.law.pack import load_jurisdiction
from tests.domain.licensing.applying import exchange, saying, status, without

NAME = "servers_in_country"


@pytest.mark.parametrize(
    ("countries", "expected"),
    [
        (["TM"], Status.MET),
        ("TM", Status.MET),
        (["TM", "DE"], Status.UNMET),
        ([], Status.UNKNOWN),
        (None, Status.UNKNOWN),
    ],
)
def test_every_server_must_stand_in_the_country(countries: object, expected: Status):
    assert status(NAME, saying(exchange(), "server_location", countries=countries)) is expected


def test_what_nobody_has_seen_is_not_known():
    assert status(NAME, without(exchange(), "server_location")) is Status.UNKNOWN


def test_uzbekistan_requires_it_by_law_and_kazakhstan_has_no_rule():
    facts = saying(replace(exchange(), instrument="crypto_exchange_licence"), "server_location", countries=["UZ"])
    assert status(NAME, facts, pack=load_jurisdiction("uz")) is Status.MET
    kz = replace(exchange(), instrument="nbk_trading_platform_registration")
    assert status(NAME, kz, pack=load_jurisdiction("kz")) is Status.ASLEEP
