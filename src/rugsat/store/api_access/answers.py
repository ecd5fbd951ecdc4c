"""Answers that were given under a key: the same request gets the same answer, another under the same key none."""

import fcntl
import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from rugsat.kernel.errors import RugsatError
from rugsat.store.accounts.models import Account
from rugsat.store.api_access.models import AnsweredRequest

KEPT_FOR = timedelta(days=31)


class OtherRequestError(RugsatError):
    """A key that was used for another request."""


class StillAnsweringError(RugsatError):
    """A key under which a request is being answered at this moment."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A status and what was said with it."""

    status: int
    content: Mapping[str, Any]


@contextmanager
def one_at_a_time(account: Account, key: str) -> Iterator[None]:
    """Hold the key while its request is answered; StillAnsweringError where another holds it.

    A lock of the file system ends with the process that holds it, so a crash leaves no key that nobody can use.
    """
    folder = Path(settings.OFFICE) / "api" / "keys"
    folder.mkdir(parents=True, exist_ok=True)
    mine = hashlib.sha256(f"{account.pk}\n{key}".encode()).hexdigest()
    # One of so many files, so that they do not grow without end; two keys that meet there wait for each other.
    with (folder / mine[:4]).open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            if file.read() == mine:
                message = "a request under this key is being answered: wait for it, then send the same request again"
                raise StillAnsweringError(message) from None
            fcntl.flock(file, fcntl.LOCK_EX)
        file.truncate(0)
        file.write(mine)
        file.flush()
        yield


def answer_before(account: Account, key: str, request: str) -> Answer | None:
    """What was answered under the key; None where nothing was, OtherRequestError where it was another request."""
    found = AnsweredRequest.objects.filter(account=account, key=key).first()
    if found is None:
        return None
    if found.request != request:
        message = f"the key {key} was used for another request: take a new key for what is new"
        raise OtherRequestError(message)
    return Answer(found.status, found.answer)


def keep_answer(account: Account, key: str, request: str, answer: Answer, *, at: datetime) -> None:
    """Keep an answer under its key, for a month; whoever asks again later asks anew."""
    AnsweredRequest.objects.filter(at__lt=at - KEPT_FOR).delete()
    AnsweredRequest.objects.create(
        account=account, key=key, request=request, status=answer.status, answer=dict(answer.content), at=at
    )
