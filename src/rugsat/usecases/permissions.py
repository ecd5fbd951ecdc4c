"""Who may do what: one matrix of use cases and roles, kept in permissions.yaml."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from rugsat.kernel.errors import RugsatError


class MatrixError(RugsatError):
    """The matrix does not say what it must."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """The roles that there are, and for each use case those that may do it."""

    roles: Mapping[str, str]
    """What each role is, by its name."""
    may: Mapping[str, frozenset[str]]

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
    for name, held in may.items():
        if unknown := held - set(roles):
            message = f"permissions.yaml: {name} names the role {min(unknown)}, which is not among the roles"
            raise MatrixError(message)
    return Matrix(roles, may)
