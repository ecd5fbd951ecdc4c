import re

import pytest
from django.test import Client

from tests.usecases.people import Office
from tests.web.register.site import ADDRESSES

ENGLISH = re.compile(r"\b(the|of|and|is|was|not|since|until|which|who|authorisations?)\b", re.IGNORECASE)
OWN = re.compile(r"(?s)<script.*?</script>|<head>.*?</head>|<code.*?</code>|<[^>]+>")


@pytest.mark.parametrize("language", ["ru", "tk"])
@pytest.mark.parametrize("address", ADDRESSES.values(), ids=ADDRESSES)
def test_no_page_falls_back_to_english(office: Office, client: Client, number: str, address: str, language: str):
    client.cookies["language"] = language
    answer = client.get(address.format(number=number))
    assert answer.headers["Content-Language"] == language
    page = answer.content.decode()
    assert f'<html lang="{language}"' in page
    left = ENGLISH.findall(OWN.sub(" ", page))
    assert left == []


@pytest.mark.parametrize(
    ("asked", "spoken"),
    [("ru-RU,ru;q=0.9,en;q=0.5", "ru"), ("tk", "tk"), ("de,fr;q=0.7", "en"), ("en;q=0.1,tk;q=0.8", "tk")],
)
def test_the_browser_is_answered_in_the_language_that_it_asks_for(
    office: Office, client: Client, asked: str, spoken: str
):
    assert client.get("/", headers={"accept-language": asked}).headers["Content-Language"] == spoken


def test_a_language_that_was_chosen_is_kept(office: Office, client: Client):
    answer = client.get("/warnings?on=2026-03-01&language=ru")
    assert answer.headers["Location"] == "/warnings?on=2026-03-01"
    assert client.get("/warnings").headers["Content-Language"] == "ru"


@pytest.mark.parametrize(
    ("language", "day", "power"),
    [("en", "2 March 2026", "2\u00a0MW"), ("ru", "2 марта 2026 г.", "2\u00a0МВт"), ("tk", "2 mart 2026", "2\u00a0MWt")],
)
def test_days_and_numbers_are_written_as_the_language_writes_them(
    office: Office, client: Client, number: str, language: str, day: str, power: str
):
    client.cookies["language"] = language
    page = client.get(f"/authorisations/{number}").content.decode().replace("\u202f", "\u00a0")
    assert day in page.replace("\u00a0", " ")
    assert power in page
