"""The pages of supervision in Debian's Chromium: at two widths, what axe finds, and that none scrolls sideways."""
# ruff: noqa: F811 - a fixture is named again by whatever takes it

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from rugsat.evidence.lake.lake import Lake
from rugsat.store.accounts.models import Account, ProposedAct, Role
from rugsat.store.findings.models import OfficeFinding
from rugsat.store.outbox.models import Entry
from rugsat.store.policy.models import PolicyAct
from rugsat.store.requests.models import Request
from rugsat.store.runs.models import Run, State
from rugsat.usecases.answer_request import answer_request
from rugsat.usecases.ask_for_information import Question, ask_for_information
from rugsat.usecases.draft_policy_act import draft_policy_act
from rugsat.usecases.measure_filings import measure_filings
from rugsat.usecases.open_finding_case import open_finding_case
from rugsat.usecases.propose_account_act import Proposed, propose_account_act
from rugsat.usecases.replay_finding import replay_finding
from rugsat.usecases.sequence_outbox import sequence_outbox
from rugsat.usecases.start_run import start_run
from rugsat.usecases.work_runs import Worker
from rugsat.web.layout import moment
from tests.operations.conftest import _filed_lake, demo_inputs, demo_pack, filed_lake  # noqa: F401 - fixtures
from tests.usecases.people import Office, make_people
from tests.web.chromium import WIDTHS, axe, browser, signed_page, wrong_with  # noqa: F401 - fixtures
from tests.web.console.supervised import STARTED, supervised

pytestmark = [pytest.mark.prove, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def filled(settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, filed_lake: Lake) -> Office:
    settings.OFFICE = tmp_path / "office"
    settings.JURISDICTION, settings.DEMONSTRATION = "tm", ("demonstration",)
    office = Office(STARTED)
    monkeypatch.setattr(moment, "clock", lambda: office.now)
    make_people(office)
    fill(office, filed_lake)
    return office


def fill(office: Office, filed: Lake) -> None:
    """Findings, one of them in a case; a policy act, a run, a request with its answer, and how well firms file."""
    supervised(office, filed)
    held = OfficeFinding.objects.filter(check_name="power_above_licensed_capacity").order_by("finding").first()
    assert held is not None
    replay_finding(office.call("serdar"), finding=held.finding)
    Worker("w1", lambda: office.now).work(until_idle=True)
    nazar = Account.objects.create(login="nazar", name="Nazar")
    Role.objects.create(account=nazar, role="administrator", since=office.now.date())
    what = Proposed(act="give_role", login="anna", role="director")
    propose_account_act(office.call("nazar"), what=what)
    open_finding_case(office.call("serdar"), findings=[held.finding], ground="Twice the licensed power.")
    draft_policy_act(
        office.call("serdar"),
        says={
            "title": {"en": "Lower limit of outflow", "ru": "Снижение предела вывода"},
            "ground": "Capital leaves faster than it comes in.",
            "since": "2026-05-01",
            "sets": [
                {"parameter": "exchange.outflow_limit", "value": "3500"},
                {"parameter": "household.consumption_cap", "zone": "mary", "value": "1800"},
            ],
        },
    )
    question = Question(title="Meters of site 1", note="Which meter was swapped in February?")
    number = ask_for_information(office.call("serdar"), party="karakum", question=question).subject
    answer_request(office.call("kerim"), request=number, note="Meter M-1, on 9 February.")
    measure_filings(office.call("serdar"), lake=Lake.open(Path(filed.folder)))
    start_run(office.call("serdar"), register="lake")
    Run.objects.update(
        state=State.DONE, stages=6, stages_done=6, result="2026-04-02-duckdb-0", taken={"first_seen": 4, "gone": 1}
    )
    sequence_outbox(at=office.now)


def addresses() -> dict[str, tuple[str, str]]:
    """Each page by its name: who looks at it, and its address."""
    act, request = PolicyAct.objects.get(), Request.objects.get()
    open_one = OfficeFinding.objects.filter(status="open").order_by("check_name").first()
    in_case = OfficeFinding.objects.get(status="in_case")
    assert open_one is not None
    case = in_case.in_cases.get().case_id
    entry = Entry.objects.get(kind="policy_act_drafted").number
    return {
        "findings": ("serdar", "findings/"),
        "findings_by_check": ("serdar", "findings/?group=check&status=all"),
        "findings_by_party": ("serdar", "findings/?group=party&status=all"),
        "finding": ("serdar", f"findings/{open_one.finding}/"),
        "finding_in_case": ("serdar", f"findings/{in_case.finding}/"),
        "finding_replay": ("serdar", f"findings/{in_case.finding}/replay/"),
        "finding_not_replayed": ("serdar", f"findings/{open_one.finding}/replay/"),
        "finding_rows": ("serdar", f"findings/{open_one.finding}/rows/"),
        "finding_cases": ("serdar", "finding-cases/"),
        "finding_case": ("serdar", f"finding-cases/{case}/"),
        "runs": ("serdar", "runs/"),
        "run": ("serdar", f"runs/{Run.objects.get().number}/"),
        "requests": ("serdar", "requests/"),
        "request": ("serdar", f"requests/{request.request}/"),
        "request_ask": ("serdar", "requests/ask/"),
        "quality": ("serdar", "quality/"),
        "quality_filer": ("serdar", "quality/mine-1/"),
        "law": ("anna", "law/"),
        "law_parameter": ("anna", "law/parameters/exchange.leverage_cap/"),
        "law_compare_days": ("anna", "law/compare/?before=2026-03-01&on=2026-03-20"),
        "law_compare_countries": ("anna", "law/compare/?with=tm&with=kz&with=uz&topic=mining"),
        "law_coverage": ("anna", "law/coverage/"),
        "law_returns": ("anna", "law/returns/"),
        "law_return": ("anna", "law/returns/orders_and_trades/"),
        "law_procedures": ("anna", "law/procedures/"),
        "law_procedure": ("anna", "law/procedures/mining_registration/"),
        "policy": ("serdar", "policy/"),
        "policy_act": ("dilber", f"policy/{act.act}/"),
        "policy_draft": ("serdar", f"policy/{act.act}/change/"),
        "audit": ("dilber", "audit/"),
        "audit_entry": ("dilber", f"audit/{entry}/"),
        "accounts": ("administrator", "accounts/"),
        "account": ("administrator", "accounts/anna/"),
        "account_proposal": ("administrator", f"accounts/proposals/{ProposedAct.objects.get().number}/"),
        "deputy": ("anna", "deputy/"),
    }


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_has_a_barrier_an_error_or_a_bar_to_scroll_sideways(
    filled: Office,
    live_server,
    browser: Browser,
    axe: str,
    width: str,
):
    errors, bad = list[str](), list[str]()
    pages = {}
    for name, (login, address) in addresses().items():
        if login not in pages:
            pages[login] = signed_page(browser, live_server, login, width=WIDTHS[width])
            pages[login].on("pageerror", lambda error: errors.append(str(error)))
        page = pages[login]
        answer = page.goto(f"{live_server.url}/console/{address}")
        assert answer is not None
        if answer.status != 200:
            bad.append(f"{name}: {answer.status}")
            continue
        bad += wrong_with(page, name, axe)
    assert bad == []
    assert errors == []
