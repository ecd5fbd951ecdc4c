"""The acts of officers upon a case: what each is asked, and what it is said to have done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from rugsat.kernel.language import gettext as _
from rugsat.law.procedure import Verb
from rugsat.store.queries.case_file import CaseFile, Possible
from rugsat.usecases.advise import advise
from rugsat.usecases.amend import amend
from rugsat.usecases.ask import ask
from rugsat.usecases.correct import correct
from rugsat.usecases.countersign import countersign
from rugsat.usecases.grant import grant
from rugsat.usecases.issue import issue
from rugsat.usecases.migrate_procedure import migrate_procedure
from rugsat.usecases.permissions import matrix
from rugsat.usecases.refuse import refuse
from rugsat.usecases.reinstate import reinstate
from rugsat.usecases.renew import renew
from rugsat.usecases.return_for_completion import return_for_completion
from rugsat.usecases.revoke import revoke
from rugsat.usecases.set_aside import set_aside
from rugsat.usecases.surrender import surrender
from rugsat.usecases.suspend import suspend
from rugsat.usecases.transfer import transfer
from rugsat.usecases.uphold import uphold
from rugsat.usecases.use_case import UseCase
from rugsat.web.layout.visitor import Visitor

GROUND, NOTE, SIGNS_FOR, CONDITIONS, MEANS, TO, SAYS = (
    "ground",
    "note",
    "signs_for",
    "conditions",
    "means",
    "to",
    "says",
)


@dataclass(frozen=True, slots=True)
class Act:
    """An act upon a case, as a page offers it."""

    use_case: UseCase[Any]
    fields: tuple[str, ...]
    done: Callable[[], str]
    """The words for whoever did it."""
    note_needed: bool = False
    heavy: bool = False
    """Whether it takes something away, and is shown so."""


ACTS: Mapping[str, Act] = {
    Verb.RETURN_FOR_COMPLETION: Act(
        return_for_completion, (NOTE, MEANS), lambda: _("The application is returned for completion."), note_needed=True
    ),
    Verb.ASK: Act(ask, (NOTE, MEANS), lambda: _("The question is put."), note_needed=True),
    Verb.ADVISE: Act(advise, (NOTE,), lambda: _("The advice is recorded."), note_needed=True),
    Verb.COUNTERSIGN: Act(countersign, (SIGNS_FOR, NOTE), lambda: _("You have signed as the first of two officers.")),
    Verb.GRANT: Act(grant, (CONDITIONS, NOTE), lambda: _("The application is granted.")),
    Verb.REFUSE: Act(refuse, (GROUND, NOTE, MEANS), lambda: _("The application is refused."), heavy=True),
    Verb.ISSUE: Act(issue, (NOTE,), lambda: _("The document is issued.")),
    Verb.AMEND: Act(amend, (NOTE,), lambda: _("The amendment is applied for.")),
    Verb.RENEW: Act(renew, (NOTE,), lambda: _("The renewal is applied for.")),
    Verb.TRANSFER: Act(transfer, (TO, NOTE), lambda: _("The transfer is applied for.")),
    Verb.SUSPEND: Act(suspend, (GROUND, NOTE, MEANS), lambda: _("The authorisation is suspended."), heavy=True),
    Verb.REINSTATE: Act(reinstate, (NOTE, MEANS), lambda: _("The authorisation is in force again.")),
    Verb.REVOKE: Act(revoke, (GROUND, NOTE, MEANS), lambda: _("The authorisation is revoked."), heavy=True),
    Verb.SURRENDER: Act(surrender, (NOTE,), lambda: _("The holder has given it up."), heavy=True),
    Verb.UPHOLD: Act(uphold, (NOTE, MEANS), lambda: _("The appeal is dismissed."), note_needed=True),
    Verb.SET_ASIDE: Act(set_aside, (NOTE, MEANS), lambda: _("The decision is set aside."), note_needed=True),
    Verb.CORRECT: Act(correct, (SAYS, NOTE), lambda: _("The entry is corrected."), note_needed=True),
    Verb.MIGRATE: Act(
        migrate_procedure, (NOTE,), lambda: _("The case goes on under the procedure of today."), note_needed=True
    ),
}
"""By verb; what only the applicant or the day itself does is not among them."""


def offered(file: CaseFile, visitor: Visitor, delegated: frozenset[str] = frozenset()) -> tuple[Possible, ...]:
    """The acts that a visitor can do now, by the procedure and the matrix, in his own offices or delegated ones."""
    offices = visitor.roles | delegated
    return tuple(
        each
        for each in file.steps
        if each.verb in ACTS and offices & set(each.offices) & matrix().roles_for(ACTS[each.verb].use_case.name)
    )
