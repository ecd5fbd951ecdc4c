"""What a policy act says, as it comes with the call, held against the law that there is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rugsat.kernel.errors import SourceError
from rugsat.kernel.record import read_record, to_plain
from rugsat.law.act import Signature
from rugsat.law.act_text import ActRefusedError, Setting, act_text, in_words_of_act
from rugsat.law.pack import RulePack
from rugsat.store.kept_law import installed_law, with_act
from rugsat.store.policy.models import PolicyAct
from rugsat.store.policy.publishing import adopted_acts
from rugsat.usecases.call import StaleError
from rugsat.usecases.case_act import required
from rugsat.usecases.work import Work


@dataclass(frozen=True, slots=True)
class PolicyForm:
    """A policy act as it is written: its title by language, why, from which day, and what it sets."""

    title: Mapping[str, str]
    ground: str
    since: date
    sets: tuple[Setting, ...]


def read_policy(says: Mapping[str, object]) -> PolicyForm:
    """Read what was written; the error names the field."""
    form = read_record(PolicyForm, says, place="act")
    title = {language: text.strip() for language, text in form.title.items() if text.strip()}
    if "en" not in title:
        message = "an act has a title, in English at least: write it"
        raise ActRefusedError(message)
    ground = required(form.ground, "say why the act is needed").strip()
    return replace(form, title=title, ground=ground)


def keep_form(act: PolicyAct, form: PolicyForm) -> None:
    """Put what was written into the draft."""
    act.title, act.ground, act.since = dict(form.title), form.ground, form.since
    act.sets = to_plain(form.sets)


def form_of(act: PolicyAct) -> PolicyForm:
    """What a draft says."""
    says = {"title": act.title, "ground": act.ground, "since": act.since.isoformat(), "sets": act.sets}
    return read_record(PolicyForm, says, place=act.act)


def law_with(act: str, form: PolicyForm, signed: Signature) -> tuple[RulePack, str]:
    """The law with the act in it, and the text of the act; ActRefusedError where the two do not go together.

    The acts that are adopted are read from the database and not from what is published: it must hold beside them all.
    """
    law = installed_law()
    text = act_text(
        law.rulebook, title=form.title, note=form.ground, since=form.since, settings=form.sets, signed=signed
    )
    try:
        for name, other in adopted_acts():
            law = with_act(law, name, other) if name != act else law
        return with_act(law, act, text), text
    except SourceError as error:
        message = in_words_of_act(error, form.sets)
        raise ActRefusedError(message) from error


def policy_act(work: Work, act: str, *states: str) -> PolicyAct:
    """An act in one of the states, locked until the use case is through."""
    held = PolicyAct.objects.select_for_update().filter(act=act).first()
    if held is None:
        message = f"there is no policy act '{act}': choose one from the list"
        raise ActRefusedError(message)
    if work.call.seen not in {None, held.version}:
        message = f"the act {act} has changed since you saw it (it is {held.state}): look at it again"
        raise StaleError(message)
    if held.state not in states:
        message = f"the act {act} is {held.state} already: draft another that sets what is to hold"
        raise ActRefusedError(message)
    return held


def writers_with(work: Work, before: Sequence[str]) -> list[str]:
    """All who have written an act, whoever acts now and whoever he acts for among them."""
    return sorted({*before, work.call.by, *([work.call.on_behalf_of] if work.call.on_behalf_of else [])})
