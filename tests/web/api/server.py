"""A real office with a real server on a free port of this machine, opened for a miner and its rival."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

OPEN_OFFICE = Path(__file__).with_name("open_office.py")
RUGSAT = Path(sys.executable).with_name("rugsat")
_SECONDS = 90


@dataclass(frozen=True)
class Served:
    """An office that answers."""

    address: str
    process: subprocess.Popen[bytes]
    tokens: dict[str, str]
    """Of kerim, who acts for Karakum, and of the rival; they are good for everything."""

    def highest_memory_mb(self) -> int:
        """The most memory that any process of the server has held."""
        found = [self.process.pid, *_children(self.process.pid)]
        return max(_high_water(pid) for pid in found) >> 10


@contextmanager
def served(folder: Path) -> Iterator[Served]:
    """An office in a folder with a miner and a rival, served until the block is left."""
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("RUGSAT_", "DJANGO_"))},
        "RUGSAT_OFFICE": str(folder / "office"),
        "RUGSAT_DEMONSTRATION": "demonstration",
    }
    made = subprocess.run([sys.executable, OPEN_OFFICE], env=environment, capture_output=True, text=True, check=False)
    assert made.returncode == 0, made.stderr
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with (folder / "server.log").open("wb") as log:
        command = [RUGSAT, "serve", "--port", str(port)]
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(address, process, folder / "server.log")
            yield Served(address, process, json.loads(made.stdout))
        finally:
            process.terminate()
            process.wait(_SECONDS)


def _wait(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    for _ in range(_SECONDS * 5):
        try:
            with urlopen(f"{address}/api/v1/register/parties") as answer:
                answer.read()
            return
        except URLError:
            assert process.poll() is None, log.read_text()
            time.sleep(0.2)
    raise AssertionError(log.read_text())


def _children(pid: int) -> list[int]:
    return [int(word) for word in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def _high_water(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM"))
