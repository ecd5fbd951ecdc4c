"""Findings in a case: opened, joined, closed; runs leave them there; the firm that they concern answers."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from rugsat.domain.enforcement.case_of_findings import CaseRefusedError
from rugsat.domain.licensing.officers import ConflictOfInterestError
from rugsat.kernel.identifiers.register_number import is_register_number
from rugsat.kernel.period import Period
from rugsat.store.accounts.models import Account, Role
from rugsat.store.bitemporal import Said, write
from rugsat.store.enforcement.models import CaseFinding, FindingCase
from rugsat.store.finding_parties import parties_of
from rugsat.store.findings.models import OfficeFinding
from rugsat.store.licensing.models import Authorisation, Connection, Device, Site
from rugsat.store.outbox.models import Entry
from rugsat.store.parties.models import Party
from rugsat.store.queries import finding_cases, own_findings
from rugsat.store.queries.findings import finding as shown
from rugsat.store.queries.told import NotOnTheRegisterError
from rugsat.usecases.answer_finding import answer_finding
from rugsat.usecases.ask_for_information import Question, ask_for_information
from rugsat.usecases.call import NotPermittedError, StaleError
from rugsat.usecases.case_act import SayingMissingError
from rugsat.usecases.close_finding_case import close_finding_case
from rugsat.usecases.dismiss_finding import NoSuchFindingError, dismiss_finding
from rugsat.usecases.finding_case_act import NoSuchFindingCaseError
from rugsat.usecases.hand_over_finding_case import hand_over_finding_case
from rugsat.usecases.join_finding_case import join_finding_case
from rugsat.usecases.open_finding_case import open_finding_case
from rugsat.usecases.record_tie import record_tie
from rugsat.usecases.take_documents import Paper
from tests.usecases.made_runs import Runs, found, keys
from tests.usecases.people import Office, approve

PDF = Paper("swap.pdf", b"%PDF-1.7 the protocol of the swap")
MINE = found("authorisation:mining_registration-1")
OVERDUE = found("party:karakum/return:mining_monthly/period:2026-01", "return_overdue")
HOME = found("connection:HH-0001", "household_consumption_above_cap")
RIVALS = found("party:rival/return:mining_monthly/period:2026-01", "return_overdue")
WEAK = found("party:karakum/return:mining_monthly/period:2025-12", "return_overdue", standing="unverified")
TWO = found("device:S19-0001", "duplicate_serial_across_sites")


@pytest.fixture
def runs(office: Office, tmp_path: Path) -> Runs:
    """Karakum and a rival hold registrations, each with a site; on both the same machine is declared."""
    Party.objects.create(party="rival", opened_at=office.now)
    account = Account.objects.create(login="rustam", name="Rustam", party_id="rival")
    Role.objects.create(account=account, role="applicant", since=date(2025, 1, 1))
    approve(office, "karakum", "mining_registration")
    approve(office, "rival", "pool_registration")
    days = Period(date(2025, 1, 1))
    for site, number in (("karakum-1", "mining_registration-1"), ("rival-1", "pool_registration-1")):
        held = {"authorisation_id": Authorisation.objects.get(authorisation=number).pk, "address": "x", "zone": "mary"}
        write(Site, [Said({"site": site}, held)], period=days, at=office.now, act="earlier")
    write(Connection, [Said({"connection": "MR-0001", "site": "karakum-1"}, {"provider": "grid-mary"})], **said(office))
    machine = {"writing": "S190001", "site": "rival-1", "model": "S19", "nominal_w": 3010, "nominal_th_s": "140"}
    write(Device, [Said({"serial": "S19-0001"}, machine)], **said(office))
    row = Device.objects.get()
    row.pk, row.site = None, "karakum-1"
    row.save()
    return Runs(office, tmp_path / "runs")


def said(office: Office) -> dict[str, Any]:
    return {"period": Period(date(2025, 1, 1)), "at": office.now, "act": "earlier"}


def opened(office: Office, *rows: dict[str, Any], **more: Any) -> str:
    words = {"ground": "capacity exceeded on three days", **more}
    return open_finding_case(office.call("serdar"), findings=keys(*rows), **words).subject


def statuses(*rows: dict[str, Any]) -> list[str]:
    return [shown(finding=each["finding"])["status"] for each in rows]


def test_whom_a_finding_concerns_is_what_the_register_says_of_its_subject(runs: Runs):
    metered = found("connection:MR-0001", "licensed_load_on_subsidised_tariff")
    early = found("authorisation:mining_registration-1", last_day=date(2024, 12, 31), began_us=1)
    resident = found("person:0a1b", "cross_border_outflow_above_limit")
    rows = (MINE, OVERDUE, HOME, RIVALS, TWO, metered, early, resident)
    early["finding"] = "early"
    runs.take_up(*rows)
    of = parties_of(OfficeFinding.objects.all())
    assert [sorted(of[each["finding"]]) for each in rows] == [
        ["karakum"],
        ["karakum"],
        [],
        ["rival"],
        ["karakum", "rival"],
        ["karakum"],
        [],
        [],
    ]


def test_a_case_holds_findings_of_one_party_and_has_an_officer_in_charge(runs: Runs, office: Office):
    runs.take_up(MINE, OVERDUE)
    case = opened(office, MINE, officer="dilber")
    assert is_register_number(case)
    assert statuses(MINE, OVERDUE) == ["in_case", "open"]
    join_finding_case(office.call("sona", seen=1), case=case, findings=keys(OVERDUE), note="the same firm")
    told = finding_cases.case(case=case)
    assert (told["party"], told["officer"], told["state"], told["version"]) == ("karakum", "dilber", "open", 2)
    assert {each["finding"] for each in told["findings"]} == set(keys(MINE, OVERDUE))
    assert [each["verb"] for each in told["acts"]] == ["opened", "joined"]
    assert [(each["case"], each["findings"]) for each in finding_cases.listed(party="karakum")] == [(case, 2)]
    assert finding_cases.listed(officer="serdar") == []
    assert finding_cases.case_of(finding=MINE["finding"]) == case
    assert [each["what"] for each in shown(finding=MINE["finding"])["events"]] == ["first_seen", "in_case"]


def test_a_case_of_a_home_that_the_register_knows_nobody_behind_has_no_party(runs: Runs, office: Office):
    runs.take_up(HOME)
    assert finding_cases.case(case=opened(office, HOME))["party"] == ""


def test_findings_of_two_parties_are_two_cases(runs: Runs, office: Office):
    runs.take_up(MINE, RIVALS, TWO)
    with pytest.raises(CaseRefusedError, match="different parties"):
        opened(office, MINE, RIVALS)
    with pytest.raises(CaseRefusedError, match="karakum, rival: say whose case it is"):
        opened(office, TWO)
    case = opened(office, TWO, party="karakum")
    with pytest.raises(CaseRefusedError, match="not all of these findings concern karakum"):
        join_finding_case(office.call("serdar"), case=case, findings=keys(RIVALS))
    join_finding_case(office.call("serdar"), case=case, findings=keys(MINE))


def test_a_finding_is_in_one_case_at_a_time(runs: Runs, office: Office):
    runs.take_up(MINE)
    case = opened(office, MINE)
    with pytest.raises(CaseRefusedError, match="is in case"):
        opened(office, MINE)
    with pytest.raises(NoSuchFindingError, match="close that with rugsat cases close"):
        dismiss_finding(office.call("serdar"), finding=MINE["finding"], note="x")
    other = FindingCase.objects.create(
        case="x", officer=Account.objects.get(login="sona"), ground="x", opened_at=office.now, state="open"
    )
    with pytest.raises(IntegrityError):
        CaseFinding.objects.create(case=other, finding_id=MINE["finding"], since=office.now)
    assert case


def test_a_run_leaves_a_finding_in_its_case_and_says_once_that_its_evidence_is_gone(runs: Runs, office: Office):
    runs.take_up(MINE, OVERDUE)
    case = opened(office, MINE, OVERDUE)
    assert runs.take_up(OVERDUE)["gone"] == 1
    assert runs.take_up(OVERDUE)["gone"] == 0
    assert statuses(MINE, OVERDUE) == ["in_case", "in_case"]
    close_finding_case(office.call("serdar"), case=case, outcome="reopened", note="more is to be looked at")
    assert statuses(MINE, OVERDUE) == ["gone", "open"]
    assert runs.take_up(MINE, OVERDUE)["back"] == 1
    assert statuses(MINE, OVERDUE) == ["open", "open"]


def test_evidence_that_comes_back_to_a_case_is_told(runs: Runs, office: Office):
    runs.take_up(MINE)
    case = opened(office, MINE)
    runs.take_up()
    assert runs.take_up(MINE)["back"] == 1
    close_finding_case(office.call("serdar"), case=case, outcome="reopened", note="nothing was decided")
    assert statuses(MINE) == ["open"]


def test_a_closed_case_dismisses_its_findings_for_good_or_lets_them_go_into_another(runs: Runs, office: Office):
    runs.take_up(MINE, OVERDUE)
    case = opened(office, MINE)
    with pytest.raises(SayingMissingError):
        close_finding_case(office.call("serdar"), case=case, outcome="dismissed", note=" ")
    with pytest.raises(CaseRefusedError, match="use one of reopened, dismissed"):
        close_finding_case(office.call("serdar"), case=case, outcome="forgotten", note="x")
    close_finding_case(office.call("serdar"), case=case, outcome="dismissed", note="the meter was swapped")
    runs.take_up(MINE, OVERDUE)
    assert statuses(MINE) == ["dismissed"]
    told = finding_cases.case(case=case)
    assert (told["state"], told["acts"][-1]["note"]) == ("closed", "the meter was swapped")
    assert [each["finding"] for each in told["findings"]] == keys(MINE)
    for act in (
        lambda: close_finding_case(office.call("serdar"), case=case, outcome="reopened", note="x"),
        lambda: join_finding_case(office.call("serdar"), case=case, findings=keys(OVERDUE)),
    ):
        with pytest.raises(CaseRefusedError, match="is closed"):
            act()
    second = opened(office, OVERDUE)
    close_finding_case(office.call("serdar"), case=second, outcome="reopened", note="to be joined")
    assert finding_cases.case_of(finding=OVERDUE["finding"]) == ""
    opened(office, OVERDUE)


def test_who_may_not_open_a_case_is_not_put_in_charge_of_one(runs: Runs, office: Office):
    runs.take_up(MINE)
    for login in ("anna", "kerim", "nobody"):
        with pytest.raises(NotPermittedError, match="cannot be in charge"):
            opened(office, MINE, officer=login)
    record_tie(office.call("administrator"), login="serdar", party="karakum", since=date(2026, 1, 1), note="a brother")
    with pytest.raises(ConflictOfInterestError, match="a brother"):
        opened(office, MINE)
    assert statuses(MINE) == ["open"]


def test_an_officer_who_is_tied_to_one_of_its_parties_dismisses_no_finding(runs: Runs, office: Office):
    runs.take_up(MINE, TWO, HOME)
    record_tie(office.call("administrator"), login="serdar", party="rival", since=date(2026, 1, 1), note="a brother")
    with pytest.raises(ConflictOfInterestError, match="a brother"):
        dismiss_finding(office.call("serdar"), finding=TWO["finding"], note="nothing in it")
    assert statuses(TWO) == ["open"]
    for each in (MINE, HOME):
        dismiss_finding(office.call("serdar"), finding=each["finding"], note="The meter was swapped.")
    dismiss_finding(office.call("sona"), finding=TWO["finding"], note="One of them was mistyped.")
    assert statuses(MINE, TWO, HOME) == ["dismissed"] * 3


def test_another_officer_takes_a_case_over(runs: Runs, office: Office):
    runs.take_up(MINE)
    case = opened(office, MINE)
    hand_over_finding_case(office.call("serdar", seen=1), case=case, officer="sona", note="on leave")
    told = finding_cases.case(case=case)
    assert (told["officer"], told["version"], told["acts"][-1]["verb"]) == ("sona", 2, "handed_over")
    with pytest.raises(NotPermittedError, match="cannot be in charge"):
        hand_over_finding_case(office.call("sona"), case=case, officer="anna", note="x")


def test_a_case_that_has_changed_since_it_was_seen_is_looked_at_again(runs: Runs, office: Office):
    runs.take_up(MINE, OVERDUE)
    case = opened(office, MINE)
    join_finding_case(office.call("sona"), case=case, findings=keys(OVERDUE))
    with pytest.raises(StaleError):
        close_finding_case(office.call("serdar", seen=1), case=case, outcome="dismissed", note="x")
    with pytest.raises(NoSuchFindingCaseError, match="rugsat cases list"):
        close_finding_case(office.call("serdar"), case="none", outcome="dismissed", note="x")
    with pytest.raises(NoSuchFindingError, match="there is no finding"):
        open_finding_case(office.call("serdar"), findings=["none"], ground="x")


def test_a_firm_answers_a_finding_that_concerns_it(runs: Runs, office: Office):
    runs.take_up(MINE)
    key = MINE["finding"]
    done = answer_finding(office.call("kerim"), finding=key, note="The meter was swapped.", documents=[PDF])
    answer_finding(office.call("kerim"), finding=key, note="And here is the bill.")
    told = finding_cases.answers(finding=key)
    assert [(each["by"], each["note"]) for each in told] == [
        ("kerim", "The meter was swapped."),
        ("kerim", "And here is the bill."),
    ]
    digest = told[0]["documents"][0]["digest"]
    assert finding_cases.document(finding=key, digest=digest)["media_type"] == "application/pdf"
    assert [each["what"] for each in shown(finding=key)["events"]] == ["first_seen", "answered", "answered"]
    assert statuses(MINE) == ["open"]
    assert done.told["documents"] == 1
    with pytest.raises(StaleError):
        dismiss_finding(office.call("serdar", seen=1), finding=key, note="without having read the answer")
    case = opened(office, MINE)
    assert len(finding_cases.case(case=case)["findings"][0]["answers"]) == 2


def test_no_firm_sees_or_answers_what_is_not_its_own_or_not_shown_to_firms(runs: Runs, office: Office):
    runs.take_up(MINE, WEAK, HOME)
    for login, party, key in (
        ("rustam", "rival", MINE["finding"]),
        ("kerim", "karakum", WEAK["finding"]),
        ("kerim", "karakum", HOME["finding"]),
        ("kerim", "karakum", "0" * 16),
    ):
        with pytest.raises(NotPermittedError, match=f"you have no finding '{key}'"):
            answer_finding(office.call(login), finding=key, note="x")
        with pytest.raises(NotOnTheRegisterError, match=f"you have no finding '{key}'"):
            own_findings.finding(party=party, finding=key)
    assert [each["finding"] for each in own_findings.listed(party="karakum")] == keys(MINE)
    assert own_findings.listed(party="rival") == []


def test_a_firm_is_shown_what_was_found_and_nothing_of_another(runs: Runs, office: Office):
    runs.take_up(TWO)
    bill = Paper("bill.pdf", b"%PDF-1.7 the bill of the rival")
    answer_finding(office.call("rustam"), finding=TWO["finding"], note="It was sold to us.", documents=[bill])
    own = own_findings.finding(party="karakum", finding=TWO["finding"])
    assert (own["observed"], own["limit"], own["unit"]) == ("3000000", "2000000", "W")
    assert own["articles"] == ["mining.capacity_tolerance: a law (law)"]
    assert own["rows"] == ["karakum fedcba9876543210 1"]
    assert own["answers"] == []
    assert not any(word in str(own) for word in ("rival", "grid-mary", "sold", "beside the site"))
    theirs = own_findings.finding(party="rival", finding=TWO["finding"])["answers"]
    words = {"finding": TWO["finding"], "digest": theirs[0]["documents"][0]["digest"]}
    assert own_findings.document(party="rival", **words)["name"] == "bill.pdf"
    with pytest.raises(NotOnTheRegisterError, match="you have sent no document"):
        own_findings.document(party="karakum", **words)


def test_a_question_is_asked_about_a_finding_of_the_firm(runs: Runs, office: Office):
    runs.take_up(MINE)
    question = Question(
        "Load", "What ran on 1 February?", finding=MINE["finding"], authorisation="mining_registration-1"
    )
    asked = ask_for_information(office.call("serdar"), party="karakum", question=question)
    assert asked.told["state"] == "asked"


def test_no_leaf_of_the_log_says_whose_case_it_is(runs: Runs, office: Office):
    runs.take_up(MINE)
    before = Entry.objects.count()
    answer_finding(office.call("kerim"), finding=MINE["finding"], note="Swapped.")
    case = opened(office, MINE)
    close_finding_case(office.call("serdar"), case=case, outcome="dismissed", note="swapped")
    leaves = Entry.objects.order_by("number")[before:]
    assert [each.kind for each in leaves] == ["finding_answered", "finding_case_opened", "finding_case_closed"]
    for each in leaves:
        leaf = bytes(each.leaf).decode()
        assert not any(word in leaf for word in ("karakum", case, MINE["finding"], "serdar", "wapped"))


def test_neither_lists_nor_a_run_ask_more_the_more_there_is(runs: Runs, office: Office):
    def many(count: int, name: str) -> list[dict[str, Any]]:
        return [found(f"party:karakum/return:{name}/period:{number}", "return_overdue") for number in range(count)]

    def asked(count: int, name: str) -> list[int]:
        rows, numbers = many(count, name), []
        for act in (
            lambda: runs.take_up(*rows),
            lambda: opened(office, *rows),
            finding_cases.listed,
            lambda: finding_cases.case(case=finding_cases.listed()[-1]["case"]),
            lambda: own_findings.listed(party="karakum"),
        ):
            with CaptureQueriesContext(connection) as queries:
                act()
            numbers.append(len(queries))
        return numbers

    asked(2, "warm")
    assert asked(2, "a") == asked(40, "b")
