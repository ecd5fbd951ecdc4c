"""The base of every error that a person is meant to read."""


class RugsatError(Exception):
    """Something a person can mend: says what is wrong, why, and what to do next."""


class SourceError(RugsatError):
    """A source file (law, return definition, register) that cannot be used, with the place of the fault."""

    def __init__(self, message: str, *, file: str, line: int | None = None) -> None:
        self.file, self.line = file, line
        place = file if line is None else f"{file}:{line}"
        super().__init__(f"{place}: {message}")
