"""Closing the account of another user of one's own organisation."""

from rugsat.usecases.call import Done
from rugsat.usecases.close_account import close_account
from rugsat.usecases.own_people import another_account
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def close_own_account(work: Work, *, login: str, note: str = "") -> Done:
    """Close the account of another user of one's organisation: whoever used it is out at once."""
    another_account(work, login)
    return close_account.function(work, login=login, note=note)
