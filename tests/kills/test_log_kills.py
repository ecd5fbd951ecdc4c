"""kill -9 at a hundred random points of appending leaves the old log or the new one, and never less than was said."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from rugsat.evidence.log.log import Log
from rugsat.evidence.log.note import verifier_of
from rugsat.evidence.log.reader import LogReader
from tests.kills.log_child import BATCH, SIGNER, entry

ROOT = Path(__file__).parents[2]
KILLS = 100


def killed_after(folder: Path, seconds: float) -> list[tuple[str, int]]:
    """What a program said of its appending before it was killed; a line that was cut off says nothing."""
    command = [sys.executable, "-m", "tests.kills.log_child", str(folder)]
    child = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    opened = child.stdout.readline()
    time.sleep(seconds)
    child.send_signal(signal.SIGKILL)
    rest, _ = child.communicate()
    lines = [opened, *(line for line in rest.splitlines(keepends=True) if line.endswith("\n"))]
    return [(line.split()[0], int(line.split()[1])) for line in lines]


@pytest.mark.prove
def test_a_hundred_kills_leave_the_old_log_or_the_new(tmp_path: Path) -> None:
    chance, folder, key = random.Random(20260101), tmp_path / "log", verifier_of(SIGNER)
    since, held, unfinished, unpublished = b"", 0, 0, 0
    for _ in range(KILLS):
        said = killed_after(folder, chance.uniform(0, 0.08))
        assert said[0] == ("opened", held), "what was there after the last kill is there at the next start"
        appended = max(size for _, size in said)
        published = max((size for word, size in said if word == "published"), default=0)
        # As readers see it, before anybody has cleaned up.
        reader = LogReader(folder)
        verified = reader.verify_all(key, since=since)
        assert reader.size >= published
        assert reader.size + verified.waiting in {appended, appended + BATCH - min(5, appended)}
        unfinished += any(folder.joinpath("scratch").glob("*"))
        unpublished += verified.waiting > 0
        since = reader.checkpoint
        with Log.open(folder, SIGNER) as log:
            held = log.size
            assert held == reader.size + verified.waiting
    with Log.open(folder, SIGNER) as log:
        log.checkpoint()
    reader = LogReader(folder)
    assert list(reader.entries()) == [entry(number) for number in range(held)]
    assert reader.verify_all(key, since=since).waiting == 0
    # Kills must have fallen between batch and checkpoint, and into the writing of tiles, or they proved nothing.
    assert unpublished >= KILLS // 20
    assert unfinished >= 1
