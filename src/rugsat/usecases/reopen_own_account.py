"""Opening the closed account of a user of one's own organisation again."""

from rugsat.usecases.call import Done
from rugsat.usecases.own_people import another_account
from rugsat.usecases.reopen_account import reopen_account
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def reopen_own_account(work: Work, *, login: str, note: str = "") -> Done:
    """Open an account of one's organisation again, with the roles, the password and the second factor that it had."""
    another_account(work, login)
    return reopen_account.function(work, login=login, note=note)
