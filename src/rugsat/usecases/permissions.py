"""Who may do what and see what: one matrix of use cases, pages and roles, kept in permissions.yaml."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from rugsat.kernel.errors import RugsatError

PUBLIC, TOKEN, SIGNED_IN = EVERYBODY = ("public", "token", "signed_in")
"""Whom a page is for besides roles: anybody; whoever brings a token that is good for it; whoever has signed in."""


class MatrixError(RugsatError):
    """The matrix does not say what it must."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """The roles that there are, and for each use case those that may do it."""

    roles: Mapping[str, str]
    """What each role is, by its name."""
    may: Mapping[str, frozenset[str]]
    pages: Mapping[str, frozenset[str]]
    """For each page, by the name of its address, the roles that may see it, or one of EVERYBODY."""

    def sees(self, page: str, roles: frozenset[str], *, signed_in: bool) -> bool:
        """Whether a page may be seen by whoever holds the roles; a page that the matrix does not name by nobody."""
        held = self.pages.get(page) or self.pages.get(f"{page.partition(':')[0]}:*") or frozenset()
        return bool(held & (roles | _without_role(signed_in=signed_in)))

    def roles_for(self, use_case: str) -> frozenset[str]:
        """The roles that may do it; MatrixError where the matrix does not know the use case."""
        if use_case not in self.may:
            message = f"permissions.yaml says nothing of {use_case}: write who may do it"
            raise MatrixError(message)
        return self.may[use_case]


@cache
def matrix() -> Matrix:
    """The matrix, read once."""
    content = yaml.safe_load(files("rugsat.usecases").joinpath("permissions.yaml").read_text(encoding="utf-8"))
    roles = {str(name): str(meaning) for name, meaning in content["roles"].items()}
    may = {str(name): frozenset(map(str, held)) for name, held in content["use_cases"].items()}
    pages = {str(name): frozenset(map(str, held)) for name, held in content["pages"].items()}
    for name, held in (may | pages).items():
        if unknown := held - set(roles) - set(EVERYBODY if name in pages else ()):
            message = f"permissions.yaml: {name} names the role {min(unknown)}, which is not among the roles"
            raise MatrixError(message)
    return Matrix(roles, may, pages)


def _without_role(*, signed_in: bool) -> frozenset[str]:
    return frozenset({PUBLIC, TOKEN, SIGNED_IN} if signed_in else {PUBLIC, TOKEN})
