"""The commands of the office, run one after the other by whoever is named."""

import json
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from typer.testing import CliRunner

from rugsat.cli.main import app
from rugsat.kernel.errors import RugsatError
from tests.usecases.conftest import office  # noqa: F401 - a fixture
from tests.usecases.people import Office

Rugsat = Callable[..., Any]


@pytest.fixture
def rugsat(office: Office, monkeypatch: pytest.MonkeyPatch) -> Rugsat:  # noqa: F811 - a fixture
    """Run a command as somebody, a minute after the one before, and give what it says as JSON."""

    def moved() -> datetime:
        office.now += timedelta(minutes=1)
        return office.now

    for name, module in list(sys.modules.items()):
        if name.startswith("rugsat.cli.") and hasattr(module, "now"):
            monkeypatch.setattr(module, "now", moved)

    def run(noun: str, *words: object, by: str = "") -> Any:
        who = ["--by", by] if by else []
        done = CliRunner().invoke(app, [noun, *who, *map(str, words), "--json"], catch_exceptions=True)
        if isinstance(done.exception, RugsatError):
            raise done.exception
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout)

    return run
