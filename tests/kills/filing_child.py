"""Files one return when told to, so that it can be killed in the middle: argv is lake, path, go-file."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from rugsat.domain.returns.filing import Filing
from rugsat.evidence.lake.lake import Lake
from rugsat.law.pack import load_jurisdiction
from rugsat.operations.compact import compact
from rugsat.operations.intake.file_return import Office, file_return

NOW = datetime(2026, 2, 5, 6, tzinfo=UTC)


def main(lake: Path, path: Path) -> None:
    office = Office(lake=Lake.open(lake), pack=load_jurisdiction("tm", demonstration=["demonstration"]))
    print("ready", flush=True)
    sys.stdin.readline()
    if path.name == "compact":
        compact(office.lake, recorded_at=NOW)
    else:
        file_return(office, path, filing=Filing.of_file(path.name), received_at=NOW, recorded_at=NOW)
    print("done", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
