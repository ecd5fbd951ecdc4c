"""What no register keeps is refused when it is said, on every database, with the place and the reason."""

import copy
from collections.abc import Callable
from typing import Any

import pytest
from django.db import DataError, OperationalError

from rugsat.kernel.errors import RugsatError
from rugsat.store.room import NoRoomError
from rugsat.usecases.application_form import ApplicationRefusedError
from rugsat.usecases.approve_asset import approve_asset
from rugsat.usecases.call import DatabaseFailedError
from rugsat.usecases.hand_in_document import hand_in_document
from rugsat.usecases.open_application import open_application
from rugsat.usecases.party_form import PartyRefusedError
from rugsat.usecases.plain_text import TextRefusedError
from rugsat.usecases.register_party import register_party
from tests.usecases.people import APPLICATION, KARAKUM, Office


@pytest.mark.parametrize(
    "name",
    ["a\0b", "\ud800", "a\x1b[31mb", "gold\u202egpj.exe", "a\u2066b", "\u200b\u200b", " \u00a0 ", "a\nb", "a\u2028b"],
    ids=["nul", "half a letter", "escape", "turned round", "isolate", "unseen", "spaces", "two lines", "line mark"],
)
def test_a_name_that_would_be_shown_as_something_else_is_refused(office: Office, name: str):
    with pytest.raises((TextRefusedError, PartyRefusedError)):
        register_party(office.call("anna"), party="odd", says={**KARAKUM, "name": name})


@pytest.mark.parametrize("name", ["Türkmen Känçilik", "Каракум Хэш", "شركة التعدين", "株式会社", "O'Neil"])
def test_a_name_in_any_script_is_a_name(office: Office, name: str):
    assert register_party(office.call("anna"), party="other", says={**KARAKUM, "name": name}).subject == "other"


@pytest.mark.parametrize(
    ("field", "what"),
    [("names", "Каракум Хэш"), ("persons", "p1"), ("holdings", "p1 karakum"), ("responsible", "p1 director")],
)
def test_what_is_named_twice_in_a_party_is_told_by_its_field(office: Office, field: str, what: str):
    says = {**KARAKUM, field: [*KARAKUM[field], KARAKUM[field][0]]}
    with pytest.raises(PartyRefusedError, match=f"party.{field}: {what} is named twice"):
        register_party(office.call("anna"), party="twice", says=says)


def test_a_text_that_has_no_room_is_refused_also_where_the_database_would_take_it(office: Office):
    with pytest.raises(NoRoomError, match="10000 characters and at most 400 are kept"):
        register_party(office.call("anna"), party="long", says={**KARAKUM, "name": "x" * 10_000})


Change = Callable[[dict[str, Any]], object]
WRONG: dict[str, Change] = {
    "less than nothing": lambda says: says["connections"][0].update(capacity_w=-5),
    "more than there is": lambda says: says["devices"][0].update(nominal_w=10**30),
    "no hash": lambda says: says["devices"][0].update(nominal_th_s="0"),
    "no place": lambda says: says["sites"][0].update(latitude="900"),
    "no number": lambda says: says["devices"][0].update(nominal_th_s="1_0"),
    "other digits": lambda says: says["devices"][0].update(nominal_th_s="\u0661\u0662"),
    "long serial": lambda says: says["devices"][0].update(serial="S" * 3000),
    "no serial": lambda says: says["devices"][0].update(serial=""),
    "two lines": lambda says: says["devices"][0].update(serial="a\nb"),
    "long address": lambda says: says["sites"][0].update(address="x" * 5000),
    "long plan": lambda says: says.update(plans={"p" * 5000: {}}),
}


@pytest.mark.parametrize("change", WRONG.values(), ids=WRONG)
def test_an_application_that_could_never_be_entered_is_refused_at_once(office: Office, change: Change):
    says = copy.deepcopy(APPLICATION)
    change(says)
    asked = {"party": "karakum", "instrument": "mining_registration", "cls": "industrial", "says": says}
    with pytest.raises(RugsatError):
        open_application(office.call("kerim"), **asked)


def test_an_impossible_number_is_told_with_the_thing_that_has_it(office: Office):
    says = copy.deepcopy(APPLICATION)
    says["connections"][0]["capacity_w"] = -5
    asked = {"party": "karakum", "instrument": "mining_registration", "cls": "industrial", "says": says}
    with pytest.raises(ApplicationRefusedError, match="the connection MR-0001 has -5 W, which cannot be"):
        open_application(office.call("kerim"), **asked)


def test_the_name_of_a_document_is_no_header(office: Office):
    asked = {"party": "karakum", "instrument": "mining_registration", "cls": "industrial", "says": {}}
    case = open_application(office.call("kerim"), **asked).subject
    with pytest.raises(TextRefusedError):
        hand_in_document(office.call("kerim"), case=case, kind="x", name="a\r\nX: b", content=b"%PDF-")


@pytest.mark.parametrize(("raised", "told"), [(DataError, NoRoomError), (OperationalError, DatabaseFailedError)])
def test_what_the_database_refuses_is_told_in_one_sentence(
    office: Office, monkeypatch: pytest.MonkeyPatch, raised: type[Exception], told: type[Exception]
):
    def refuse(*_: object, **__: object) -> None:
        message = "disk I/O error"
        raise raised(message)

    monkeypatch.setattr("rugsat.usecases.approve_asset.write", refuse)
    with pytest.raises(told):
        approve_asset(office.call("dilber"), dti="V15WLZJMF", name="Bitcoin")
