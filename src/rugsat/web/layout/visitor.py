"""Who has signed in: the account, the roles that it holds today, and the organisation that it acts for."""

from dataclasses import dataclass

from django.http import HttpRequest

from rugsat.store.accounts.models import Account
from rugsat.store.accounts.standing import offices_of
from rugsat.usecases.permissions import matrix
from rugsat.web.layout.moment import today


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever asks for a page; without a login where nobody has signed in."""

    login: str = ""
    name: str = ""
    party: str = ""
    """The organisation that the account acts for; empty for an officer and for whoever has not signed in."""
    roles: frozenset[str] = frozenset()

    @property
    def is_officer(self) -> bool:
        """Whether somebody of the authority has signed in."""
        return bool(self.login) and not self.party

    def sees(self, page: str) -> bool:
        """Whether the matrix lets the visitor see a page, by the name of its address."""
        return matrix().sees(page, self.roles, signed_in=bool(self.login))

    def may(self, use_case: str) -> bool:
        """Whether the matrix admits a role of the visitor to a use case; the use case itself asks further."""
        return bool(self.roles & matrix().roles_for(use_case))


NOBODY = Visitor()


def visitor_of(request: HttpRequest) -> Visitor:
    """Who asks; looked up once for a request."""
    held: Visitor | None = getattr(request, "visitor", None)
    if held is None:
        held = _visitor(request)
        request.visitor = held  # type: ignore[attr-defined]
    return held


def _visitor(request: HttpRequest) -> Visitor:
    account = getattr(request, "user", None)
    if not isinstance(account, Account) or not account.is_active:
        return NOBODY
    return Visitor(account.login, account.name, str(account.party_id or ""), offices_of(account, today()))
