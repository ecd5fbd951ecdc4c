"""What makes a function an act of authority: permitted, whole or not at all, carried out once, and logged."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Concatenate, Generic, ParamSpec

from django.db import DataError, IntegrityError, OperationalError, transaction

from rugsat.kernel.digest import digest_of
from rugsat.kernel.record import to_plain
from rugsat.store.accounts.models import Account
from rugsat.store.accounts.standing import roster_of
from rugsat.store.outbox.models import Answered
from rugsat.store.outbox.post import post
from rugsat.store.room import NoRoomError
from rugsat.usecases.call import Call, DatabaseFailedError, Done, KeyUsedError, NotPermittedError
from rugsat.usecases.permissions import matrix
from rugsat.usecases.plain_text import refuse_odd
from rugsat.usecases.work import Work, offices_for

P = ParamSpec("P")

_ALL: dict[str, "UseCase[Any]"] = {}


@dataclass(frozen=True)
class UseCase(Generic[P]):
    """An act of authority: call it with who asks and with what it takes."""

    name: str
    function: Callable[Concatenate[Work, P], Done]

    @property
    def means(self) -> str:
        """What the act is, as its function says."""
        return self.function.__doc__ or ""

    def __call__(self, call: Call, *args: P.args, **kwargs: P.kwargs) -> Done:
        """Carry it out in one transaction; whatever is raised leaves nothing behind."""
        refuse_odd({**kwargs, "key": call.key})
        try:
            work, done = self._carried_out(call, *args, **kwargs)
        except (DataError, OverflowError) as error:
            message = "something in it is longer or larger than the register keeps: shorten it, and look at its numbers"
            raise NoRoomError(message) from error
        except OperationalError as error:
            message = f"the database did not carry it out ({error}): nothing was done; try again, or look at its disk"
            raise DatabaseFailedError(message) from error
        for each in work.afterwards if work else ():
            each()
        return done

    def _carried_out(self, call: Call, *args: P.args, **kwargs: P.kwargs) -> tuple[Work | None, Done]:
        """The act in one transaction; without work where it had been carried out before."""
        with transaction.atomic():
            if before := _answered(self.name, call, kwargs):
                return None, before
            work = _work(self.name, call)
            done = self.function(work, *args, **kwargs)
            post(work.posted, on=work.on, at=work.at)
            if call.key:
                _mine(call).update(answer=to_plain(done))
            return work, done


def use_case(function: Callable[Concatenate[Work, P], Done]) -> UseCase[P]:
    """Make a function that takes the work and keywords an act of authority, named as the function is."""
    made: UseCase[P] = UseCase(function.__name__, function)
    _ALL[made.name] = made
    return made


def known_use_cases() -> dict[str, "UseCase[Any]"]:
    """The use cases whose modules are loaded, by name."""
    return dict(_ALL)


def _work(name: str, call: Call) -> Work:
    account = _account(call.by)
    behalf = _account(call.on_behalf_of) if call.on_behalf_of else None
    roster = roster_of({call.by, call.on_behalf_of} - {""})
    return Work(call, account, behalf, roster, offices_for(roster, call, matrix().roles_for(name)))


def _account(login: str) -> Account:
    found = Account.objects.select_related("party").filter(login=login, is_active=True).first()
    if found is None:
        message = (
            f"there is no account '{login}' that may act: make one with rugsat office account"
            if login
            else "nobody is named who acts: name the login with --by, or in RUGSAT_ACCOUNT"
        )
        raise NotPermittedError(message)
    return found


def _answered(name: str, call: Call, asked: Any) -> Done | None:
    """What came of the key before; where it is new, it is taken, and whoever brings it meanwhile waits."""
    if not call.key:
        return None
    request = digest_of({"use_case": name, "asked": to_plain(asked), "seen": call.seen, "for": call.on_behalf_of})
    try:
        with transaction.atomic():
            Answered.objects.create(account=call.by, key=call.key, use_case=name, request=request, at=call.at)
    except IntegrityError:
        before = _mine(call).get()
        if (before.use_case, before.request) != (name, request):
            message = (
                f"the key {call.key} was used for {before.use_case} with other words: take a new key for a new act"
            )
            raise KeyUsedError(message) from None
        return Done(**{**before.answer, "repeated": True})
    return None


def _mine(call: Call) -> Any:
    return Answered.objects.filter(account=call.by, key=call.key)
