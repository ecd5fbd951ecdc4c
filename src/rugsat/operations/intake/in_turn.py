"""Filing many files in turn: while one is committed, those behind it are judged already."""

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from datetime import datetime
from pathlib import Path

from rugsat.domain.returns.filing import Filing
from rugsat.kernel.errors import RugsatError
from rugsat.operations.intake.check_return import Progress
from rugsat.operations.intake.file_return import Aside, Filed, Office, judged_aside, settle

_MOST = 4
_LARGE = 16 << 20
"""A file of so many bytes is judged alone, by all processors: several at once would take the memory of several."""

Outcome = Filed | RugsatError | OSError
"""What became of a file, or why it could not be filed."""
_Judged = tuple[ExitStack, Aside]


class NotAFileError(RugsatError):
    """A path that no return can be read from."""


class InTurn:
    """A queue of files on their way into an office, in the order in which they are to be filed.

    A file is judged as the lake stands when its judging begins; where a file before it changes what that rests on, it
    is judged anew at its turn, so what becomes of each is the same as if they had been filed one by one.
    """

    def __init__(
        self,
        office: Office,
        *,
        received_at: datetime | None,
        clock: Callable[[], datetime],
        progress: Callable[[Path], Progress] | None = None,
    ) -> None:
        self._office, self._received_at, self._clock, self._progress = office, received_at, clock, progress
        self._workers = min(_MOST, os.cpu_count() or 1)

    def filed(self, paths: Iterable[Path]) -> Iterator[tuple[Path, Outcome]]:
        """File the paths in their order, and say what became of each as soon as it is known."""
        waiting: deque[tuple[Path, Future[_Judged]]] = deque()
        with ThreadPoolExecutor(self._workers, thread_name_prefix="in-turn") as pool:
            try:
                for path in paths:
                    while waiting and (len(waiting) > self._workers or _is_large(path)):
                        yield self._settled(*waiting.popleft())
                    waiting.append((path, pool.submit(self._judged, path)))
                    if _is_large(path):
                        yield self._settled(*waiting.popleft())
                while waiting:
                    yield self._settled(*waiting.popleft())
            finally:
                for _, judged in waiting:
                    _leave(judged)

    def _judged(self, path: Path) -> _Judged:
        filing = Filing.of_file(path.name)
        if not path.is_file():
            message = f"there is no file {path} that can be read: name the file itself"
            raise NotAFileError(message)
        aside = judged_aside(
            self._office,
            path,
            filing=filing,
            received_at=self._received_at or self._clock(),
            progress=self._progress(path) if self._progress else None,
        )
        stack = ExitStack()
        return stack, stack.enter_context(aside)

    def _settled(self, path: Path, judged: Future[_Judged]) -> tuple[Path, Outcome]:
        try:
            stack, aside = judged.result()
            with stack:
                return path, settle(self._office, aside, recorded_at=self._clock())
        except (RugsatError, OSError) as error:
            return path, error


def _is_large(path: Path) -> bool:
    with suppress(OSError):
        return path.stat().st_size >= _LARGE
    return False


def _leave(judged: Future[_Judged]) -> None:
    """Take away what a file came to that is not filed after all."""
    if not judged.cancel():
        with suppress(RugsatError, OSError):
            stack, _ = judged.result()
            stack.close()
