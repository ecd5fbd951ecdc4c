"""Parquet in, batches out, by a process of its own: a malformed file ends that process and nothing else.

The reader (Polars) makes room for whatever a page claims, and where there is no such room the operating system ends the
process; spoilt files do that within seconds. So it works apart, with bounded memory.
"""

import atexit
import dataclasses
import io
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import polars as pl

from rugsat.operations.intake.parse.batch import Batch, FileRefusedError, Header
from rugsat.operations.intake.parse.limits import Limits
from rugsat.operations.intake.parse.parquet_footer import check_footer

_READER = "rugsat.operations.intake.parse.parquet_reader"
_LONGEST_HEAD = 1 << 16
_SMALL = 64 << 20
_idle: "list[subprocess.Popen[bytes]]" = []
"""A process that has read a small file to its end without a fault reads the next one; starting one takes long."""


def read(path: Path, *, header: Header, limits: Limits) -> Iterator[Batch]:
    """Read Parquet slice by slice; nested columns and types that no return has refuse the file.

    Decimals keep the scale of their column; floating-point values are written with the fewest digits that give them
    back; a time with zone is written with its offset, one without is local time.
    """
    check_footer(path, limits=limits)
    order = {
        "path": str(path.resolve()),
        "known": header.known,
        "required": sorted(header.required),
        "limits": dataclasses.asdict(limits),
    }
    process = _idle.pop() if _idle else _started()
    ended_well = False
    try:
        yield from _batches(process, json.dumps(order), path.name)
        ended_well = path.stat().st_size <= _SMALL and not _idle
    finally:
        if ended_well:
            _idle.append(process)
        else:
            _end(process)


def _started() -> "subprocess.Popen[bytes]":
    return subprocess.Popen(  # noqa: S603 - our own module, by our own interpreter
        [sys.executable, "-m", _READER],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        pipesize=1 << 20,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )


def _end(process: "subprocess.Popen[bytes]") -> None:
    with process:
        process.kill()


@atexit.register
def _end_idle() -> None:
    while _idle:
        _end(_idle.pop())


def _batches(process: subprocess.Popen[bytes], order: str, file: str) -> Iterator[Batch]:
    assert process.stdin
    assert process.stdout
    process.stdin.write(f"{order}\n".encode())
    process.stdin.flush()
    while line := process.stdout.readline(_LONGEST_HEAD):
        head = json.loads(line)
        if "end" in head:
            return
        if "refused" in head:
            raise FileRefusedError(head["refused"], file=file, status=head["status"])
        rows, faults = (_frame(process.stdout, head[part]) for part in ("rows", "faults"))
        if rows is None or faults is None:
            break
        yield Batch(rows, faults, head["bytes_read"])
    message = "its Parquet data are damaged: reading them ended at once or took too much memory; write the file again"
    raise FileRefusedError(message, file=file, status="CRPT")


def _frame(stream: IO[bytes], size: int) -> pl.DataFrame | None:
    content = stream.read(size)
    return pl.read_ipc_stream(io.BytesIO(content)) if len(content) == size else None
