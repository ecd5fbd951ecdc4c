"""Bars that tell how far the reading of files is, while one waits for what becomes of the next one."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from rugsat.operations.intake.check_return import Progress as Show


class Bars:
    """A bar for each file that is being read; only where standard error is a screen."""

    def __init__(self) -> None:
        self._shown: tuple[Progress, dict[Path, TaskID]] | None = None

    def of(self, path: Path) -> Show:
        """What is told how far the reading of a file is, by whichever thread reads it."""

        def show(done: int, total: int) -> None:
            if self._shown:
                bars, tasks = self._shown
                if path not in tasks:
                    tasks[path] = bars.add_task(path.name, total=total)
                bars.update(tasks[path], completed=done, visible=done < total)

        return show

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Show the bars within a with block; they are gone behind it, so that what is said then stands alone."""
        if not sys.stderr.isatty():
            yield
            return
        columns = TextColumn("{task.description}"), BarColumn(), DownloadColumn(), TimeElapsedColumn()
        with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
            self._shown = bars, {}
            try:
                yield
            finally:
                self._shown = None
