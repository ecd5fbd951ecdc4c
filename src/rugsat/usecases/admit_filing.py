"""Whether somebody may file in the name of an organisation; asked before its file is read."""

from rugsat.usecases.call import Done, NotPermittedError
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def admit_filing(work: Work, *, sender: str) -> Done:
    """Let a user of an organisation file for it and for no other; whether it owes the return, intake looks up."""
    if work.party is None:
        message = f"{work.call.by} acts for no organisation: returns are filed by users of the one that owes them"
        raise NotPermittedError(message)
    work.only_for(sender)
    return Done(sender, 1)
