"""The office takes filings up from its own lake alone, and files into no other."""

from pathlib import Path

import pytest

from rugsat.evidence.lake.lake import Lake
from rugsat.store.api_access.models import ReceivedFiling, TakenUp
from rugsat.store.api_access.receiving import OtherLakeError, office_lake, office_lake_folder
from rugsat.usecases.take_up_filings import take_up_filings
from tests.usecases.people import Office
from tests.web.api.machine import Token, month


def filed(token: Token, *names: str) -> None:
    for name in names:
        assert token().file(f"karakum.mining_monthly.{name}.csv", month(name)).status_code == 201


@pytest.mark.parametrize("months", [(), ("2026-02",), ("2026-02", "2026-01")])
def test_neither_an_empty_lake_nor_that_of_another_office_is_filed_into_or_taken_up(
    office: Office, token: Token, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, months: tuple[str, ...]
):
    filed(token, *months)
    other = tmp_path / "another"
    if months:
        office_lake_folder().rename(other)
    ReceivedFiling.objects.all().delete()
    TakenUp.objects.all().delete()
    filed(token, "2026-01")
    monkeypatch.setenv("RUGSAT_LAKE", str(other))
    answer = token().file("karakum.mining_monthly.2026-02.csv", month("2026-02"))
    assert answer.status_code == 503
    assert str(tmp_path) not in answer.content.decode()
    with pytest.raises(OtherLakeError, match="set RUGSAT_LAKE"):
        take_up_filings(office.call("register"), lake=office_lake())
    assert Lake.open(other).state().number == len(months)
    assert ReceivedFiling.objects.count() == 1
    monkeypatch.delenv("RUGSAT_LAKE")
    filed(token, "2026-02")
