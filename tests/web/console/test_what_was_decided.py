"""What was decided is told in the words of people, whatever the log holds: titles, days, units, roles, states."""

import re
from datetime import UTC, date, datetime
from html import unescape
from typing import Any

import pytest

from rugsat.domain.enforcement.case_of_findings import Outcome
from rugsat.domain.licensing.words import state_in_words
from rugsat.domain.returns.filing import FilingKind
from rugsat.domain.returns.receipt import FileStatus
from rugsat.evidence.sanctions.un_consolidated import NAME as UN_CONSOLIDATED
from rugsat.kernel.language import speaking
from rugsat.law.service import DEEMED
from rugsat.operations.report.wording import day
from rugsat.store.outbox.models import Entry
from rugsat.store.queries.audit import TrailLine
from rugsat.usecases.party_form import KINDS
from rugsat.web.console.decided_names import title_of
from rugsat.web.console.decided_words import decided
from rugsat.web.layout import choices
from tests.usecases.people import Office
from tests.web.console.told import record_fields, told_fields
from tests.web.signed import signed_in

pytestmark = pytest.mark.django_db

DIGEST = "c0dd8db4987b4b259514895057cd748cf3d775e992db09d3fef3007ef6459336"
NBSP = "\u00a0"


def said(kind: str, content: dict[str, Any]) -> dict[str, str]:
    """What was decided, each value without its marks."""
    at = datetime(2026, 3, 5, tzinfo=UTC)
    line = TrailLine(1, kind, "subject", at, "anna", "Anna", "", content, erased=False, in_log=True)
    return {title: unescape(re.sub("<[^>]+>", "", value.replace("<br>", "\n"))) for title, value in decided(line)}


def test_every_field_that_a_use_case_tells_of_has_a_title():
    told = told_fields()
    assert {"signs_for", "rests_on", "no_longer_listed", "proposed_by", "outcome", "return_name", "digest"} <= told
    assert {name for name in told if title_of(name) == name.replace("_", " ")} == set()


def test_every_field_of_a_form_and_of_what_lies_within_it_has_a_title():
    fields = record_fields()
    assert {"capacity_w", "nominal_th_s", "share", "use", "refused", "cls", "land_use"} <= fields
    assert {name for name in fields if title_of(name) == name.replace("_", " ")} == set()


def test_everything_that_can_be_chosen_has_a_word():
    assert set(choices.OUTCOMES) == set(Outcome)
    assert set(choices.FILED) == set(FileStatus)
    assert set(choices.FILINGS) == set(FilingKind)
    assert set(choices.PARTIES) == set(KINDS)
    assert set(choices.LISTS) == {UN_CONSOLIDATED}
    assert set(DEEMED) <= set(choices.SENT) | set(choices.SERVED)


@pytest.mark.parametrize(
    ("kind", "content", "shown"),
    [
        (
            "case_countersign",
            {"office": "licensing_officer", "signs_for": "grant", "state": "countersigned", "kind": "policy"},
            ["licensing officer", "Grant", "Signed by a first officer", "Policy"],
        ),
        ("case_refuse", {"ground": "a condition is not met", "note": ""}, ["a condition is not met"]),
        ("role_given", {"role": "supervisor", "since": "2026-05-20", "until": ""}, ["Supervisor", "20 May 2026"]),
        ("office_delegated", {"to": "sona", "office": "supervisor"}, ["sona", "supervisor"]),
        (
            "attestation_recorded",
            {
                "kind": "connection",
                "about": "connection:MR-1",
                "says": {"capacity_w": 1_200_000, "kind": "entrepreneur"},
            },
            ["Connection point and its capacity", "Connection: MR-1", f"1.2{NBSP}MW", "individual entrepreneur"],
        ),
        ("fee_invoiced", {"amount": "1234500.00 TMT", "kind": "law"}, [f"1,234,500.00{NBSP}TMT", "Law"]),
        (
            "return_filed",
            {"kind": "nil", "status": "PART", "period": "2026-03"},
            ["nil", "Accepted in part", "March 2026"],
        ),
        ("authorisation_in_force", {"status": "in_force", "since": "2026-03-05"}, ["In force", "5 March 2026"]),
        ("request_extend", {"days": 5, "means": "letter", "state": "asked"}, ["5 days", "By letter", "Asked"]),
        ("service_recorded", {"how": "hand", "served_on": "2026-03-05"}, ["By hand", "5 March 2026"]),
        ("issuer_approved", {"kind": "customs", "body": "customs"}, ["Customs declaration", "customs"]),
        ("document_handed_in", {"kind": "answer", "digest": DIGEST}, ["Annex to an answer", DIGEST]),
        ("factors_removed", {"kinds": ["totp", "webauthn"], "alone": True}, ["app that shows codes, passkey", "yes"]),
        ("token_issued", {"expires_at": "2026-03-05T10:00:00+00:00"}, ["5 Mar 2026, 15:00"]),
        ("proposal_made", {"act": "give_role", "role": "bank"}, ["Give a role", "User of a bank"]),
        ("run_started", {"checks": ["power_above_licensed_capacity"]}, ["Power above licensed capacity"]),
        ("finding_case_closed", {"outcome": "reopened"}, ["They are open again"]),
        ("register_taken_over", {"rows": {"register.devices": 18108}}, ["Machines: 18,108"]),
        ("demo_accounts_opened", {"opened": {"director": "demo-director"}}, ["Director: demo-director"]),
        ("policy_act_drafted", {"title": {"en": "Fees", "ru": "Сборы"}}, ["Fees"]),
    ],
)
def test_a_value_is_written_as_people_read_it(kind: str, content: dict[str, Any], shown: list[str]):
    values = list(said(kind, content).values())
    assert len(values) == len(shown)
    assert all(value.startswith(words) for value, words in zip(values, shown, strict=True)), values


def test_an_application_shows_each_thing_with_titles_units_and_places():
    device = {"serial": "S-1", "nominal_w": 3500, "nominal_th_s": "200.5", "origin": "CN", "made_on": "2025-06-01"}
    says = {
        "devices": [device, {**device, "serial": "S-2"}],
        "wallets": [{"account": "eip155:1:0x1", "purpose": "cold"}],
    }
    found = said(
        "application_opened", {"party": "altyn", "class": "*", "instrument": "mining_registration", "says": says}
    )
    first, second = found["Machines"].split("Serial number: ")[1:]
    assert first.startswith(f"S-1; Power: 3.5{NBSP}kW; Hash rate: 200.5{NBSP}TH/s; Country of origin: China; ")
    assert first.partition("; Month of manufacture: ")[2].startswith("June 2025")
    assert second.startswith("S-2")
    assert found["Wallets"] == "Address of the wallet: eip155:1:0x1; What it is for: Cold wallet, kept off the network"
    assert "mining_registration" not in found["Instrument"]
    assert "Class" not in found


def test_a_party_shows_its_owners_with_their_shares():
    told = {
        "kind": "legal_entity",
        "holdings": [{"owner": "p1", "held": "altyn", "share": "0.3333", "controls": False}],
        "responsible": [{"person": "p1", "office": "aml_officer", "since": "2024-05-01"}],
    }
    found = said("party_registered", told)
    assert found["Kind"] == "Legal entity"
    assert f"Share: 33.33{NBSP}%" in found["Owners"]
    assert "Answers as: Officer against money laundering; From the day: 1 May 2024" in found["Who answers for what"]


def test_a_policy_act_shows_each_value_that_it_sets_by_its_title():
    sets = [
        {"parameter": "mining.registration_fee", "value": "500", "cls": "*", "zone": "*", "until": "2027-01-01"},
        {"parameter": "mining.registration_fee", "value": None, "cls": "*", "zone": "*", "until": None},
        {"parameter": "of.no.law", "value": "5"},
    ]
    shown = said("policy_act_drafted", {"sets": sets})["What it sets"]
    assert shown.startswith("Fee of registration: 500.00")
    assert "Until: 1 January 2027" in shown
    assert "Fee of registration: nothing any more" in shown
    assert shown.endswith("Parameter: of.no.law; Value: 5")


def test_what_was_decided_is_in_the_language_of_the_reader():
    told = {
        "signs_for": "refuse",
        "state": "countersigned",
        "since": "2026-05-20",
        "alone": True,
        "amount": "500.00 TMT",
    }
    with speaking("ru"):
        found = said("case_countersign", told)
        assert found["Сумма"] == f"500,00{NBSP}TMT"
        assert found["Состояние"] == state_in_words("countersigned") != "countersigned"
        assert {"Отказать", day(date(2026, 5, 20)), "да"} <= set(found.values())
    with speaking("ru"):
        applied = said("attestation_recorded", {"says": {"capacity_w": 340_000, "origin": "CN", "passed": False}})
    assert list(applied.values()) == [f"340{NBSP}кВт", "Китай", "нет"]
    with speaking("tk"):
        assert "hawa" in said("issuer_approved", {"adopted": True}).values()


def test_digests_and_identifiers_stand_in_the_letters_of_code_and_nothing_of_it_is_taken_for_a_page():
    at = datetime(2026, 3, 5, tzinfo=UTC)
    told = {"digest": DIGEST, "party": "<b>altyn</b>", "note": "<script>1</script>"}
    line = TrailLine(1, "case_grant", "subject", at, "anna", "Anna", "", told, erased=False, in_log=True)
    assert [value for _, value in decided(line)] == [
        f'<span class="rugsat-code">{DIGEST}</span>',
        '<span class="rugsat-code">&lt;b&gt;altyn&lt;/b&gt;</span>',
        "&lt;script&gt;1&lt;/script&gt;",
    ]


def deep(levels: int) -> Any:
    """Lists and mappings within each other."""
    found: Any = "the bottom"
    for level in range(levels):
        found = [found] if level % 2 else {"says": found}
    return found


ODD: list[Any] = [
    None,
    "",
    0,
    -1,
    1.5,
    True,
    "x",
    "9e999999999",
    "2026-13-45",
    [],
    {},
    [[1, [2, None]], "a"],
    {"": {"a": []}},
]
KINDS_OF_ACTS = ("case_grant", "attestation_recorded", "return_filed", "party_changed", "of_no_kind", "")


@pytest.mark.parametrize("kind", KINDS_OF_ACTS)
def test_whatever_an_old_entry_holds_is_shown(kind: str):
    for name in sorted(told_fields() | record_fields() | {"of_no_form", "owners", "made_on", ""}):
        for value in ODD:
            assert isinstance(said(kind, {name: value, "says": {name: value}}), dict)
    assert said(kind, {"office": "of_nobody", "signs_for": "dance", "since": "soon", "state": [[7], {"a": None}]}) == {
        "Office": "of_nobody",
        "Signed for the decision": "dance",
        "From the day": "soon",
        "State": "7",
    }


def test_what_lies_very_deep_is_shown_as_it_is():
    assert "the bottom" in said("case_grant", {"content": deep(40)})["content"]
    assert said("case_grant", {"content": deep(200_000)})["content"].endswith("…")


def test_the_pages_show_it_in_words_and_ask_no_more_for_more_of_it(office: Office, django_assert_max_num_queries: Any):
    kinds = ("application_opened", "attestation_recorded", "fee_invoiced", "role_given")
    told = {"party": "karakum", "instrument": "mining_registration", "role": "supervisor", "since": "2026-05-20"}
    first = Entry.objects.order_by("-number").first()
    assert first is not None
    for number in range(60):
        values = {"kind": kinds[number % 4], "subject": f"S-{number}", "by": "anna", "content": told, "salt": b"s" * 32}
        Entry.objects.create(number=first.number + 1 + number, at=office.now, **values)
    client = signed_in("dilber")
    client.get("/console/audit/")
    with django_assert_max_num_queries(12 + Entry.objects.values("kind").distinct().count()):
        page = client.get("/console/audit/").content.decode()
    assert page.count("20 May 2026") == 50
    assert "mining_registration" not in page
    entry = client.get(f"/console/audit/{first.number + 4}/").content.decode()
    assert '<dd class="govuk-summary-list__value"><span class="rugsat-code">karakum</span></dd>' in entry
    assert "20 May 2026" in entry


def test_who_attests_is_shown_where_it_is_another_than_who_writes(office: Office):
    first = Entry.objects.order_by("-number").first()
    assert first is not None
    for number, by in enumerate(("fire-service", "anna"), first.number + 1):
        told = {"by": by, "acted_by": "anna", "kind": "fire_certificate"}
        values = {
            "kind": "attestation_recorded",
            "subject": f"S-{by}",
            "by": "anna",
            "content": told,
            "salt": b"s" * 32,
        }
        Entry.objects.create(number=number, at=office.now, **values)
    client = signed_in("dilber")
    assert "Said by" in client.get("/console/audit/?subject=S-fire-service").content.decode()
    assert "Said by" not in client.get("/console/audit/?subject=S-anna").content.decode()
