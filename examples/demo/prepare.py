"""Write the demonstration's register and filings, as the firms would send them, from the real files beside it.

The writers share no code with the readers of the system, so that a mistake is not made twice alike.
"""

import shutil
import sys
from pathlib import Path

from energy import (
    connection_points,
    difficulty,
    home_readings,
    load_of,
    machines,
    monthly,
    reference_series,
    site_readings,
)
from exchanges import write_exchanges
from files import write_csv, write_readings, write_xlsx
from register import write_register
from world import GREEN_BUTTON, MINERS, PROVIDER, Miner

RECEIVED = ("2026-02-05", "2026-03-06", "2026-03-31", "2026-04-02")
"""One folder of filings for each day on which they came."""


def main(target: Path, public_key: Path) -> None:
    models = machines()
    write_register(target / "register", models)
    folders = [target / "filings" / day for day in RECEIVED]
    for folder in folders:
        folder.mkdir(parents=True)
    early, middle, late, mended = folders
    loads = {miner: list(load_of(miner, models[miner.model])) for miner in MINERS}
    write_meters(folders, loads)
    series = difficulty()
    write_csv(early / "authority.reference_series.2026-Q1.csv", list(reference_series(series)))
    for folder, month in ((early, "2026-01"), (middle, "2026-02")):
        for miner in MINERS:
            declared = monthly(miner, models[miner.model], loads[miner], month, series)
            # The entrepreneur keeps his books in a spreadsheet.
            in_a_sheet = miner.kind == "entrepreneur"
            path = folder / f"{miner.party}.mining_monthly.{month}.{'xlsx' if in_a_sheet else 'csv'}"
            (write_xlsx if in_a_sheet else write_csv)(path, [declared])
    (middle / "kumush.pool_payouts.2026-02.nil.csv").write_bytes(b"")
    write_exchanges(early, late, public_key)
    assert any(mended.iterdir())


def write_meters(folders: list[Path], loads: dict[Miner, list]) -> None:
    """Three months in three syntaxes, February with three bad rows and a misread meter; then its correction."""
    early, middle, late, mended = folders
    write_csv(early / f"{PROVIDER}.connection_points.2026-01.csv", list(connection_points()))
    write_readings(early / f"{PROVIDER}.meter_readings.2026-01.csv.gz", readings("2026-01", loads))
    february = readings("2026-02", loads, misread=True)
    february[1000]["energy_wh"] = "many"
    february[2000]["interval_s"] = "3599"
    february[3000] = dict(february[2999])
    write_readings(middle / f"{PROVIDER}.meter_readings.2026-02.csv.zst", february)
    write_readings(late / f"{PROVIDER}.meter_readings.2026-03.parquet", readings("2026-03", loads))
    write_readings(mended / f"{PROVIDER}.meter_readings.2026-02.correction.csv.zst", readings("2026-02", loads))
    for part, sample in (("green-button", "1hrLP_32Days.xml"), ("bad-twin", "1hrLP_32DaysM_D000_BAD.xml")):
        shutil.copyfile(GREEN_BUTTON / sample, late / f"{PROVIDER}.meter_readings.2012-04.{part}.xml")


def readings(month: str, loads: dict[Miner, list], *, misread: bool = False) -> list[dict]:
    at_sites = (row for miner in MINERS for row in site_readings(miner, loads[miner], month))
    return [*home_readings(month, misread=misread), *at_sites]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
