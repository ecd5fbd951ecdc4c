"""What can be wrong with a transparency log, each in a word of its own."""

from rugsat.kernel.errors import RugsatError


class LogError(RugsatError):
    """A log that cannot be read, appended to or believed as asked."""


class LogDamagedError(LogError):
    """A file of the log is not what the log's own hashes say it must be."""


class SignatureError(LogError):
    """A checkpoint that no known key has signed, or that is no signed note at all."""


class NotInLogError(LogError):
    """An entry, a tree size or a register that the log does not hold."""


class GapError(LogError):
    """Entries that would leave numbers before them empty."""


class DifferentEntryError(LogError):
    """An entry whose number is taken by another one."""


class RolledBackError(LogError):
    """A checkpoint of fewer entries than one that the same log signed before."""


class ForkedError(LogError):
    """A checkpoint that does not follow from one that the same log signed before."""
