"""For whom an officer may act on a day."""

from datetime import date

from rugsat.store.accounts.models import Delegation, Role
from rugsat.store.bitemporal import true_on


def delegated_to(*, login: str, on: date) -> list[tuple[str, str, str]]:
    """Login, name and office of each officer who has delegated an office that he holds that day."""
    given = Delegation.objects.filter(true_on(on), taker__login=login).order_by("giver__login", "office")
    rows = list(given.values_list("giver__login", "giver__name", "office"))
    roles = Role.objects.filter(true_on(on), ended_at__isnull=True, account__login__in=[each[0] for each in rows])
    held = set(roles.values_list("account__login", "role"))
    return [each for each in rows if (each[0], each[2]) in held]
