"""A policy act from draft to force: four eyes, its day, and the law that it may not touch."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from rugsat.evidence.credentials.key_ring import make_key_ring, trust_file
from rugsat.evidence.credentials.signed import verify_digest
from rugsat.evidence.credentials.trust import read_trust
from rugsat.evidence.engines.polars_engine import PolarsEngine
from rugsat.evidence.lake.lake import Lake
from rugsat.evidence.log.commitment import NO_SALT
from rugsat.law.act_text import ActRefusedError, written
from rugsat.law.basis import Kind
from rugsat.law.pack import RulePack
from rugsat.law.resolve import NotSet, Resolved, resolve
from rugsat.law.shape import Shape
from rugsat.operations.cycle.cycle import Question, supervise
from rugsat.store import documents
from rugsat.store.kept_law import acts_left_out, installed_law, law_in_force, one_law
from rugsat.store.outbox.models import Entry
from rugsat.store.policy.models import PolicyAct
from rugsat.store.policy.published import place, published_acts
from rugsat.store.policy.publishing import publish_acts
from rugsat.store.queries.cases import case as case_told
from rugsat.usecases.adopt_policy_act import adopt_policy_act
from rugsat.usecases.call import NotPermittedError, StaleError
from rugsat.usecases.change_policy_act import change_policy_act
from rugsat.usecases.draft_policy_act import draft_policy_act
from rugsat.usecases.migrate_procedure import migrate_procedure
from rugsat.usecases.withdraw_policy_act import withdraw_policy_act
from tests.operations.conftest import _filed_lake, demo_inputs, demo_pack, filed_lake  # noqa: F401 - fixtures
from tests.usecases.people import Office, apply, prepare

OUTFLOW = "exchange.outflow_limit"
SINCE = date(2026, 3, 10)


def says(since: date = SINCE, **more: Any) -> dict[str, Any]:
    sets = more.pop("sets", [{"parameter": OUTFLOW, "value": "3500"}])
    return {
        "title": {"en": "Lower limit of outflow", "ru": "Снижение предела вывода"},
        "ground": "Capital leaves faster than it comes in.",
        "since": since.isoformat(),
        "sets": sets,
        **more,
    }


def draft(office: Office, **more: Any) -> str:
    return draft_policy_act(office.call("serdar"), says=says(**more)).subject


@pytest.fixture
def adopt(office: Office, django_capture_on_commit_callbacks: Any) -> Any:
    def adopted(act: str, by: str = "dilber", **more: Any) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return adopt_policy_act(office.call(by, **more), act=act)

    return adopted


@pytest.fixture
def withdraw(office: Office, django_capture_on_commit_callbacks: Any) -> Any:
    def withdrawn(act: str, by: str = "dilber", **more: Any) -> Any:
        with django_capture_on_commit_callbacks(execute=True):
            return withdraw_policy_act(office.call(by, **more), act=act, note="It is not needed.")

    return withdrawn


def limit(on: date) -> Any:
    answer = resolve(law_in_force(), OUTFLOW, on)
    return answer.value if isinstance(answer, Resolved) else None


def test_a_draft_changes_nothing_and_an_adopted_act_holds_from_its_day(office: Office, adopt: Any):
    before = law_in_force()
    act = draft(office)
    assert law_in_force() == before
    adopt(act)
    assert [int(limit(SINCE + timedelta(days=days))) for days in (-1, 0, 1)] == [7000, 3500, 3500]
    answer = resolve(law_in_force(), OUTFLOW, SINCE)
    assert isinstance(answer, Resolved)
    assert (answer.kind, str(answer.citation), answer.supports_a_finding) == (
        Kind.POLICY,
        "Lower limit of outflow",
        True,
    )


def test_the_next_rule_pack_is_kept_and_logged_for_everybody(office: Office, adopt: Any):
    act = draft(office)
    done = adopt(act)
    digest = law_in_force().digest
    assert done.told["rule_pack"] == digest == PolicyAct.objects.get().rule_pack
    assert RulePack.from_bytes(documents.read(digest)) == law_in_force()
    entry = Entry.objects.get(kind="policy_act_adopted")
    assert entry.content["rule_pack"] == digest
    assert bytes(entry.salt) == NO_SALT, "whoever has the act must find its leaf"


def test_the_rule_pack_is_signed_where_the_office_has_keys(office: Office, adopt: Any, settings: Any):
    keys = settings.OFFICE / "keys" / "authority"
    keys.parent.mkdir(parents=True, exist_ok=True)
    make_key_ring(keys, jurisdiction="tm", authority={"en": "Authority"}, on=date(2026, 1, 1))
    act = draft(office)
    done = adopt(act)
    assert done.told["signed"]
    held = PolicyAct.objects.get()
    verify_digest(held.signature, held.rule_pack, what="rule_pack", trust=read_trust([trust_file(keys)]))


def test_four_eyes_see_an_act(office: Office, adopt: Any):
    act = draft(office)
    with pytest.raises(NotPermittedError, match="director"):
        adopt(act, by="sona")
    change_policy_act(office.call("sona"), act=act, says=says(ground="Said better."))
    PolicyAct.objects.update(writers=["dilber", "serdar"])
    with pytest.raises(NotPermittedError, match="four eyes"):
        adopt(act)
    assert limit(SINCE) == 7000


def test_whoever_changes_a_draft_becomes_one_of_its_writers(office: Office):
    act = draft(office)
    change_policy_act(office.call("anna", seen=1), act=act, says=says(ground="Said better."))
    held = PolicyAct.objects.get()
    assert (held.writers, held.version, held.ground) == (["anna", "serdar"], 2, "Said better.")


def test_nobody_adopts_what_has_changed_since_he_saw_it(office: Office, adopt: Any):
    act = draft(office)
    change_policy_act(office.call("anna"), act=act, says=says(sets=[{"parameter": OUTFLOW, "value": "1"}]))
    with pytest.raises(StaleError, match="has changed since you saw it"):
        adopt(act, seen=1)
    adopt(act, seen=2)
    with pytest.raises(ActRefusedError, match="is adopted already"):
        adopt(act)


def test_an_act_does_not_hold_before_it_is_adopted(office: Office, adopt: Any):
    act = draft(office)
    office.wait(9)
    with pytest.raises(ActRefusedError, match="before today"):
        adopt(act)
    change_policy_act(office.call("serdar"), act=act, says=says(since=office.now.date()))
    adopt(act)
    assert limit(office.now.date()) == 3500


def test_an_act_cannot_set_what_the_law_sets(office: Office):
    with pytest.raises(ActRefusedError, match=r"the law sets mining.certificate_is_unlimited on these days") as refused:
        draft(office, sets=[{"parameter": "mining.certificate_is_unlimited", "value": "0"}])
    assert "an act can only set what the law leaves open" in str(refused.value)
    assert ".yaml:" not in str(refused.value).partition("(")[0]
    assert not PolicyAct.objects.exists()


@pytest.mark.parametrize(
    ("sets", "why"),
    [
        ([], "sets at least one"),
        ([{"parameter": "exchange.nothing", "value": "1"}], "there is no parameter"),
        ([{"parameter": OUTFLOW, "value": "much"}], "is no number"),
        ([{"parameter": OUTFLOW, "value": ""}], "the value is missing"),
        ([{"parameter": OUTFLOW, "value": "1", "cls": "industrial"}], "does not differ by class"),
        ([{"parameter": "mining.capacity_tolerance", "value": "1"}], "differs by class"),
        ([{"parameter": OUTFLOW, "value": "1"}, {"parameter": OUTFLOW, "value": "2"}], "overlap"),
        ([{"parameter": OUTFLOW, "value": "1", "until": "2026-03-01"}], "until"),
    ],
)
def test_what_could_not_be_adopted_is_refused_as_a_draft(office: Office, sets: list[dict[str, str]], why: str):
    with pytest.raises(Exception, match=why) as refused:
        draft(office, sets=sets)
    assert isinstance(refused.value, ActRefusedError), refused.type
    assert not PolicyAct.objects.exists()


def test_two_acts_do_not_set_one_thing_from_the_same_day(office: Office, adopt: Any):
    first, second = draft(office), draft(office)
    adopt(first)
    with pytest.raises(ActRefusedError, match=r"sets exchange.outflow_limit from the same day"):
        adopt(second)


def test_a_later_act_takes_over_and_may_say_that_nothing_is_set_any_more(office: Office, adopt: Any):
    adopt(draft(office))
    later = SINCE + timedelta(days=10)
    adopt(draft(office, since=later, sets=[{"parameter": OUTFLOW, "value": None}]))
    assert limit(later - timedelta(days=1)) == 3500
    assert isinstance(resolve(law_in_force(), OUTFLOW, later), NotSet)


def test_an_act_that_has_not_begun_is_withdrawn_by_a_director_and_one_that_holds_by_nobody(
    office: Office, adopt: Any, withdraw: Any
):
    act = draft(office)
    adopt(act)
    with pytest.raises(NotPermittedError, match="a director withdraws it"):
        withdraw(act, by="serdar")
    withdraw(act)
    assert law_in_force() == installed_law()
    with pytest.raises(ActRefusedError, match="is withdrawn already"):
        adopt(act)
    another = draft(office)
    adopt(another)
    office.wait(8)
    with pytest.raises(ActRefusedError, match="holds since 2026-03-10"):
        withdraw(another)
    assert limit(SINCE) == 3500


def test_whoever_drafts_may_withdraw_the_draft(office: Office, withdraw: Any):
    act = draft(office)
    withdraw(act, by="serdar")
    assert PolicyAct.objects.get(act=act).state == "withdrawn"


def test_a_policy_overrides_a_demonstration_whenever_that_begins(office: Office, adopt: Any):
    leverage = "exchange.leverage_cap"
    adopt(draft(office, sets=[{"parameter": leverage, "value": "3"}]))
    values = [resolve(law_in_force(), leverage, date(2026, 3, day)) for day in (9, 10, 16)]
    assert [each.value for each in values if isinstance(each, Resolved)] == [5, 3, 3]


def test_a_running_case_keeps_its_law_until_an_officer_migrates_it(office: Office, adopt: Any):
    prepare(office)
    case = apply(office)
    asked = decision_due(office, case)
    adopt(draft(office, since=office.now.date(), sets=[{"parameter": "mining.decision_term", "value": "5"}]))
    assert decision_due(office, case) == asked
    migrate_procedure(office.call("dilber"), case=case, note="The shorter term is better for everybody.")
    assert decision_due(office, case) < asked


def decision_due(office: Office, case: str) -> date:
    [decision] = [each for each in case_told(case=case, now=office.now)["deadlines"] if each["clock"] == "decision"]
    due: date = decision["due"]
    return due


def test_a_check_sees_the_act_from_its_day(office: Office, adopt: Any, filed_lake: Lake):  # noqa: F811 - a fixture
    office.now = datetime(2026, 2, 2, 5, tzinfo=UTC)
    turn = date(2026, 2, 11)
    question = Question(on=date(2026, 3, 31), checks=("power_above_licensed_capacity",))

    def days() -> list[date]:
        found = supervise(filed_lake, law_in_force(), question, PolarsEngine(), started=office.now).violations
        return sorted(row["first_day"] for row in found.iter_rows(named=True))

    before = days()
    sets = [{"parameter": "mining.capacity_tolerance", "cls": "private", "value": "50"}]
    adopt(draft(office, since=turn, sets=sets))
    assert days() == [day for day in before if day < turn]
    assert before[0] < turn <= before[-1]


def test_publishing_again_changes_nothing_and_brings_back_what_a_crash_lost(office: Office, adopt: Any):
    adopt(draft(office))
    published, stat = published_acts(), place().stat()
    publish_acts()
    assert place().stat().st_mtime_ns == stat.st_mtime_ns
    place().unlink()
    assert published_acts() == ()
    publish_acts()
    assert published_acts() == published


def test_an_act_that_is_undone_is_not_published(office: Office, adopt: Any):
    act = draft(office)
    adopt_policy_act(office.call("dilber"), act=act)
    assert law_in_force() == installed_law(), "its transaction is not through"


def test_the_law_comes_before_an_act_that_it_overtakes(office: Office, adopt: Any, monkeypatch: pytest.MonkeyPatch):
    adopt(draft(office))
    adopt(draft(office, sets=[{"parameter": "exchange.reserve_share", "value": "90"}]))
    path = f"parameters/{OUTFLOW.replace('.', '/')}.yaml"
    law = installed_law()
    overtaken = law.files[path].replace(
        "values: []",
        "values:\n  - {since: 2026-01-01, value: 9, confidence: P, source: {act: A new law}}",
    )
    assert overtaken != law.files[path]
    demonstration = law.files["acts/demonstration.yaml"].replace(
        "  - {parameter: exchange.outflow_limit, value: 7000}\n", ""
    )
    newer = RulePack("tm", {**law.files, path: overtaken, "acts/demonstration.yaml": demonstration}).checked()
    monkeypatch.setattr("rugsat.store.kept_law._installed", lambda *_: newer)
    assert limit(SINCE) == 9
    assert list(acts_left_out()) == ["policy_2026_0001"]
    answer = resolve(law_in_force(), "exchange.reserve_share", SINCE)
    assert isinstance(answer, Resolved)
    assert answer.value == 90


@pytest.mark.parametrize(
    ("shape", "text", "file"),
    [
        ("list", "one\n  two  words \n\n", '["one", "two words"]'),
        ("scale", "from 0: 5\n100: 7.5", "[{from: 0, rate: 5}, {from: 100, rate: 7.5}]"),
        (
            "schedule",
            "17:00-22:00 in months 6, 7: 500\n22:00-17:00: 2",
            '[{from: "17:00", until: "22:00", value: 500, months: [6, 7]}, {from: "22:00", until: "17:00", value: 2}]',
        ),
    ],
)
def test_each_shape_is_written_line_by_line(shape: str, text: str, file: str):
    parameters = installed_law().rulebook.parameters.values()
    parameter = next((each for each in parameters if each.form.shape == shape), None)
    if parameter is None:
        parameter = _like(next(iter(parameters)), shape)
    assert written(parameter, text) == file


def _like(parameter: Any, shape: str) -> Any:
    return replace(parameter, form=replace(parameter.form, shape=Shape(shape)))


def test_what_stands_in_quotes_stays_text_in_the_file(office: Office, adopt: Any):
    hostile = 'a "quoted": {value} # no comment\n- and more'
    sets = [{"parameter": "mining.approved_suppliers", "value": 'Bit"main, {x}: y #1\nnull'}]
    adopt(draft(office, ground=hostile, sets=sets))
    answer = resolve(law_in_force(), "mining.approved_suppliers", SINCE)
    assert isinstance(answer, Resolved)
    assert answer.value == ('Bit"main, {x}: y #1', "null")
    [act] = [each for each in law_in_force().rulebook.acts.values() if each.name == "policy_2026_0001"]
    assert act.note == hostile


def test_what_is_only_looked_at_is_made_under_one_law(office: Office, settings: Any):
    before = law_in_force()
    with one_law():
        settings.DEMONSTRATION = ()
        assert law_in_force() == before
    assert law_in_force() != before
