"""Asking a server as so many users at once do, each waiting for its answer before it asks again."""

import http.client
import statistics
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measured:
    """Milliseconds that answers took, and answers a second over all users."""

    median_ms: float
    p95_ms: float
    per_second: float


@dataclass(frozen=True, slots=True)
class Answers:
    """Seconds that each answer took, and how long all of them together did."""

    taken: tuple[float, ...]
    whole: float


def measured(parts: Sequence[Answers]) -> Measured:
    """What answers that were asked for in parts took, over all of them."""
    ordered = sorted(each for part in parts for each in part.taken)
    return Measured(
        median_ms=statistics.median(ordered) * 1000,
        p95_ms=ordered[int(0.95 * (len(ordered) - 1))] * 1000,
        per_second=len(ordered) / sum(part.whole for part in parts),
    )


class AnswerError(Exception):
    """An answer that is none: what was measured would mean nothing."""


def ask(port: int, addresses: Sequence[str], *, users: int, cookie: str = "") -> Answers:
    """Ask for every address once, shared out among the users; the cookie is that of somebody who has signed in."""
    headers = {"Cookie": cookie} if cookie else {}
    taken: list[float] = []
    wrong: list[str] = []
    lock = threading.Lock()

    def one(mine: Sequence[str]) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        mine_taken = []
        for address in mine:
            began = time.perf_counter()
            connection.request("GET", address, headers=headers)
            answer = connection.getresponse()
            body = answer.read()
            mine_taken.append(time.perf_counter() - began)
            if answer.status != 200 or len(body) < 500:
                with lock:
                    wrong.append(f"{address}: {answer.status}")
        connection.close()
        with lock:
            taken.extend(mine_taken)

    threads = [threading.Thread(target=one, args=(addresses[user::users],)) for user in range(users)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    whole = time.perf_counter() - began
    if wrong or len(taken) != len(addresses):
        message = f"{len(wrong)} of {len(addresses)} answers were none, as {wrong[:3]}"
        raise AnswerError(message)
    return Answers(tuple(taken), whole)
