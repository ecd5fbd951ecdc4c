"""Libraries that come with an extra and are loaded only where they are used."""

from importlib import import_module
from types import ModuleType

from rugsat.kernel.errors import RugsatError


class MissingExtraError(RugsatError):
    """Something is asked for that needs an extra which is not installed."""


def needed(module: str, *, extra: str = "certificates") -> ModuleType:
    """The module of an extra; MissingExtraError names the extra where it is not installed."""
    try:
        return import_module(module)
    except ImportError:
        message = f"this needs {module.partition('.')[0]}: install the extra with pip install 'rugsat[{extra}]'"
        raise MissingExtraError(message) from None
