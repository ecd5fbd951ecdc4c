"""Nobody alone becomes another: what one administrator proposes for an account, another confirms."""

from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings

from rugsat.store.accounts.models import AccessEvent, Account, ProposedAct, Role
from rugsat.store.accounts.new_password import joined, new_half
from rugsat.store.accounts.password_hash import hash_of
from rugsat.store.outbox.models import Entry
from rugsat.store.queries.proposals import proposal, waiting
from rugsat.usecases.call import NotPermittedError
from rugsat.usecases.close_account import close_account
from rugsat.usecases.confirm_account_act import confirm_account_act
from rugsat.usecases.end_role import end_role
from rugsat.usecases.give_role import give_role
from rugsat.usecases.hand_out_password import hand_out_password
from rugsat.usecases.open_account import AccountRefusedError, open_account
from rugsat.usecases.password_halves import hash_with, sealed_half
from rugsat.usecases.propose_account_act import Proposed, propose_account_act
from rugsat.usecases.record_absence import record_absence
from rugsat.usecases.remove_factors import remove_factors
from rugsat.usecases.reopen_account import reopen_account
from rugsat.usecases.withdraw_account_act import withdraw_account_act
from tests.usecases.people import Office


@pytest.fixture
def two(office: Office) -> Office:
    """An office with a second administrator, Nazar."""
    nazar = Account.objects.create(login="nazar", name="Nazar")
    Role.objects.create(account=nazar, role="administrator", since=date(2025, 1, 1))
    return office


def propose(office: Office, act: str, login: str, by: str = "administrator", **more: object) -> int:
    what = Proposed(act=act, login=login, **more)
    return int(propose_account_act(office.call(by), what=what).told["proposal"])


def with_factor(login: str) -> None:
    Authenticator.objects.create(user=Account.objects.get(login=login), type="totp", data={"secret": "x"})


ALONE = [
    (open_account, {"login": "new", "name": "New"}),
    (give_role, {"login": "anna", "role": "director"}),
    (hand_out_password, {"login": "anna", "hashed": hash_of("x")}),
    (remove_factors, {"login": "anna", "note": "lost"}),
    (reopen_account, {"login": "batyr"}),
]


@pytest.mark.parametrize(("use_case", "asked"), ALONE, ids=lambda each: getattr(each, "name", ""))
def test_one_of_two_administrators_does_nothing_alone_by_which_he_could_act_as_an_officer(
    two: Office, use_case, asked: dict
):
    with_factor("anna")
    close_account(two.call("administrator"), login="batyr")
    before = Entry.objects.count()
    with pytest.raises(NotPermittedError, match=r"needs two administrators: .* such as nazar"):
        use_case(two.call("administrator"), **asked)
    assert Entry.objects.count() == before


@pytest.mark.parametrize(("use_case", "asked"), ALONE, ids=lambda each: getattr(each, "name", ""))
def test_where_there_is_one_alone_he_does_it_and_the_log_says_that_he_was_alone(office: Office, use_case, asked: dict):
    with_factor("anna")
    close_account(office.call("administrator"), login="batyr")
    use_case(office.call("administrator"), **asked)
    content = Entry.objects.order_by("-number")[0].content
    assert (content["by"], content["alone"]) == ("administrator", True)


def test_what_is_proposed_is_done_when_another_confirms_it_and_both_stand_in_the_log(two: Office):
    number = propose(two, "open_account", "nury", name="Nury Atayew")
    assert not Account.objects.filter(login="nury").exists(), "not yet"
    assert [each.number for each in waiting(now=two.now)] == [number]
    confirm_account_act(two.call("nazar"), proposal=number)
    assert Account.objects.get(login="nury").name == "Nury Atayew"
    entry = Entry.objects.get(kind="account_opened", subject="nury")
    assert (entry.content["proposed_by"], entry.content["by"]) == ("administrator", "nazar")
    assert waiting(now=two.now) == []
    assert (proposal(number=number).state, proposal(number=number).ended_by) == ("confirmed", "nazar")


def test_a_role_is_given_for_its_days_and_noted_at_the_door(two: Office):
    number = propose(two, "give_role", "anna", role="director", since=date(2026, 4, 1), until=date(2026, 5, 1))
    confirm_account_act(two.call("nazar"), proposal=number)
    held = Role.objects.get(account__login="anna", role="director")
    assert (held.since, held.until) == (date(2026, 4, 1), date(2026, 5, 1))
    assert AccessEvent.objects.get(kind="role_given").detail == "director by administrator, nazar"


def test_nobody_confirms_what_he_has_proposed_also_not_in_the_name_of_another(two: Office):
    number = propose(two, "give_role", "anna", role="director")
    with pytest.raises(NotPermittedError, match="administrator's own: four eyes"):
        confirm_account_act(two.call("administrator"), proposal=number)
    ProposedAct.objects.update(proposed_by="dilber", proposed_for="nazar")
    with pytest.raises(NotPermittedError, match="four eyes"):
        confirm_account_act(two.call("nazar"), proposal=number)
    assert not Role.objects.filter(account__login="anna", role="director").exists()


@pytest.mark.parametrize("by", ["anna", "dilber", "kerim"])
def test_nobody_but_an_administrator_proposes_or_confirms(two: Office, by: str):
    number = propose(two, "give_role", "anna", role="director")
    with pytest.raises(NotPermittedError):
        propose(two, "give_role", "batyr", by=by, role="director")
    with pytest.raises(NotPermittedError):
        confirm_account_act(two.call(by), proposal=number)
    with pytest.raises(NotPermittedError):
        withdraw_account_act(two.call(by), proposal=number)


def test_a_password_is_handed_out_in_two_halves_and_neither_is_kept(two: Office):
    first, second = new_half(), new_half()
    number = propose(two, "hand_out_password", "anna", half=sealed_half(first))
    anna = Account.objects.get(login="anna")
    for guess in (first, joined(first, first), ""):
        assert not anna.check_password(guess), "it is good for nothing yet"
    held = ProposedAct.objects.get()
    assert first not in str(held.__dict__)
    assert first not in str([each.content for each in Entry.objects.all()])
    confirm_account_act(two.call("nazar"), proposal=number, hashed=hash_with(number, second))
    anna.refresh_from_db()
    assert anna.check_password(joined(first, second))
    assert not anna.check_password(first)
    assert not anna.check_password(second)
    assert ProposedAct.objects.get().half == ""
    assert hash_with(number, second) == "", "there is no half to make another password of"


def test_a_password_is_not_confirmed_without_its_second_half(two: Office):
    number = propose(two, "hand_out_password", "anna", half=sealed_half(new_half()))
    with pytest.raises(AccountRefusedError, match="no hash of a password"):
        confirm_account_act(two.call("nazar"), proposal=number)
    assert ProposedAct.objects.get().state == "proposed"


def test_factors_are_removed_and_an_account_is_opened_again_by_two(two: Office):
    with_factor("anna")
    confirm_account_act(two.call("nazar"), proposal=propose(two, "remove_factors", "anna", note="came in person"))
    assert not Authenticator.objects.exists()
    assert AccessEvent.objects.get(kind="factors_removed").detail == "by administrator, nazar"
    close_account(two.call("administrator"), login="anna")
    confirm_account_act(two.call("nazar"), proposal=propose(two, "reopen_account", "anna", note="is back"))
    assert Account.objects.get(login="anna").is_active


@pytest.mark.parametrize(
    ("act", "login", "more", "said"),
    [
        ("give_role", "nobody", {"role": "director"}, "no account 'nobody'"),
        ("give_role", "kerim", {"role": "director"}, "hold different roles"),
        ("give_role", "anna", {"role": "king"}, "no role 'king'"),
        ("remove_factors", "anna", {"note": "lost"}, "no second factor"),
        ("open_account", "anna", {"name": "Another"}, "an account 'anna' already"),
        ("reopen_account", "anna", {}, "no closed account"),
        ("close_account", "anna", {}, "not proposed to another administrator"),
    ],
)
def test_what_could_not_be_done_is_not_proposed_and_leaves_nothing(
    two: Office, act: str, login: str, more: dict, said: str
):
    before = (Entry.objects.count(), AccessEvent.objects.count(), Account.objects.count())
    with pytest.raises(AccountRefusedError, match=said):
        propose(two, act, login, **more)
    assert before == (Entry.objects.count(), AccessEvent.objects.count(), Account.objects.count())
    assert not ProposedAct.objects.exists()


def test_the_same_is_not_proposed_twice(two: Office):
    number = propose(two, "give_role", "anna", role="director")
    with pytest.raises(AccountRefusedError, match=f"proposal {number} of administrator asks for the same"):
        propose(two, "give_role", "anna", by="nazar", role="director")
    propose(two, "give_role", "batyr", role="director")


def test_it_runs_out_and_what_is_ended_stays_ended(two: Office):
    number = propose(two, "hand_out_password", "anna", half=sealed_half("abcd-efgh"))
    two.now += settings.PROPOSAL_LASTS + timedelta(minutes=1)
    with pytest.raises(AccountRefusedError, match="has run out"):
        confirm_account_act(two.call("nazar"), proposal=number, hashed=hash_of("x"))
    other = propose(two, "give_role", "anna", role="director")
    assert ProposedAct.objects.get(number=number).half == "", "half a password is kept no longer than it is good"
    withdraw_account_act(two.call("administrator"), proposal=other, note="a slip")
    with pytest.raises(AccountRefusedError, match="withdrawn by administrator already"):
        confirm_account_act(two.call("nazar"), proposal=other)
    assert Entry.objects.get(kind="proposal_withdrawn").content["note"] == "a slip"


def test_a_proposal_does_not_outlive_the_role_of_who_made_it(two: Office):
    number = propose(two, "give_role", "anna", role="administrator")
    end_role(two.call("nazar"), login="administrator", role="administrator")
    with pytest.raises(AccountRefusedError, match="no administrator any more"):
        confirm_account_act(two.call("nazar"), proposal=number)


def test_taking_the_role_from_the_other_does_not_make_one_able_to_confirm_for_two(two: Office):
    """From the pages nothing is done alone: whoever is the only one is sent to the machine of the office."""
    end_role(two.call("administrator"), login="nazar", role="administrator")
    with pytest.raises(NotPermittedError, match="no second administrator"):
        propose(two, "give_role", "anna", role="director")


def test_the_first_user_of_a_firm_is_opened_by_one_and_one_who_uses_his_account_is_not_taken_over(two: Office):
    open_account(two.call("administrator"), login="oguz", name="Oguz", party="karakum")
    give_role(two.call("administrator"), login="oguz", role="applicant")
    hand_out_password(two.call("administrator"), login="oguz", hashed=hash_of("x"))
    AccessEvent.objects.create(account=Account.objects.get(login="oguz"), kind="signed_in", at=two.now)
    with pytest.raises(NotPermittedError, match="needs two administrators"):
        hand_out_password(two.call("administrator"), login="oguz", hashed=hash_of("y"))


def test_whoever_is_away_for_good_confirms_nothing_and_is_not_waited_for(two: Office):
    record_absence(two.call("nazar"), login="nazar", since=date(2026, 1, 1))
    give_role(two.call("administrator"), login="anna", role="director")
