"""Policy acts of the authority: listed, and one with what each of its values replaces."""

from dataclasses import dataclass
from datetime import date, timedelta

from rugsat.kernel.errors import RugsatError, SourceError
from rugsat.law.act import Signature
from rugsat.law.act_text import Setting, act_text, read_act_text
from rugsat.law.parameter import DatedValue, Parameter
from rugsat.law.resolve import NotSet, Resolved, resolve
from rugsat.store.kept_law import acts_left_out, law_in_force
from rugsat.store.policy.models import PolicyAct, State
from rugsat.store.queries.told import NotOnTheRegisterError, day_asked

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Sets:
    """One value of an act, and what holds on the day before it."""

    parameter: Parameter
    dated: DatedValue
    before: Resolved | NotSet


@dataclass(frozen=True, slots=True)
class PolicyTold:
    """An act with all that it sets; `unread` says why it does not go together with the law of today."""

    act: PolicyAct
    standing: str
    sets: tuple[Sets, ...]
    text: str
    unread: str


def listed(*, on: date) -> list[tuple[PolicyAct, str]]:
    """All policy acts, the latest first, each with how it stands on a day."""
    return [(act, standing(act, on)) for act in PolicyAct.objects.order_by("-since", "-act")]


def standing(act: PolicyAct, on: date) -> str:
    """draft, withdrawn, to_come or in_force, as it is on a day."""
    if act.state != State.ADOPTED:
        return str(act.state)
    return "in_force" if act.since <= on else "to_come"


def policy_act(*, act: str, on: date) -> PolicyTold:
    """An act by its name; NotOnTheRegisterError where there is none."""
    held = PolicyAct.objects.filter(act=act).first()
    if held is None:
        message = f"there is no policy act '{act}': choose one from the list"
        raise NotOnTheRegisterError(message)
    unread = acts_left_out().get(act, "")
    try:
        text = held.text or _text(held)
        sets = _sets(held, text)
    except (RugsatError, SourceError) as error:
        return PolicyTold(held, standing(held, on), (), held.text, unread or str(error))
    return PolicyTold(held, standing(held, on), sets, text, unread)


def signature_on(digest: str) -> str:
    """The authority's signature on a rule pack that an act brought about; empty where there is none."""
    signed = PolicyAct.objects.filter(rule_pack=digest).exclude(signature="")
    return signed.values_list("signature", flat=True).first() or ""


def settings_of(act: PolicyAct) -> list[Setting]:
    """What an act sets, as it was written."""
    return [
        Setting(
            each["parameter"],
            each["value"],
            each["cls"],
            each["zone"],
            date.fromisoformat(each["until"]) if each["until"] else None,
        )
        for each in act.sets
    ]


def _text(act: PolicyAct) -> str:
    signed = Signature(day_asked(None, act.drafted_at), act.drafted_by)
    book = law_in_force().rulebook
    return act_text(book, title=act.title, note=act.ground, since=act.since, settings=settings_of(act), signed=signed)


def _sets(act: PolicyAct, text: str) -> tuple[Sets, ...]:
    law = law_in_force()
    read = read_act_text(law.rulebook, act.act, text)
    day_before = act.since - _A_DAY
    return tuple(
        Sets(law.rulebook.parameters[name], value, resolve(law, name, day_before, value.cls, value.zone))
        for name, values in read.sets.items()
        for value in values
    )
