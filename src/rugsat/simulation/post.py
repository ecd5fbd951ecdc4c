"""What goes wrong in the post: returns that come late or not at all, and files that were broken and mended."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from rugsat.kernel.period import ReportingPeriod
from rugsat.simulation.answers import Planted
from rugsat.simulation.catalogue import Difficulty, Offence, catalogue
from rugsat.simulation.dirt import break_and_mend, can_break, send_twice
from rugsat.simulation.filings import Sent
from rugsat.simulation.roster import AUTHORITY
from rugsat.simulation.world import World

_GRACE = "returns.days_of_grace"
_DAILY_BALANCES, _HARDWARE = "client_balances", "mining_hardware"
_DIRTY_SHARE = 0.01


def disturb(world: World) -> None:
    """Plant late and missing returns with their answers, and the ordinary dirt of filing."""
    Post(world).disturb()


class Post:
    """Files that nothing has happened to yet, in an order of its own for each country."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._rng = world.stream("post")
        self._late, self._missing = catalogue()["return_filed_late"], catalogue()["return_never_filed"]
        self._untouched = self._alone()

    def disturb(self) -> None:
        """Everything, the answers included."""
        grace = self._world.limits.value(_GRACE, self._world.plan.on[-1])
        if grace is not None:
            self._plant_missing(int(grace))
            self._plant_late(int(grace))
            self._plant_innocent()
        self._plant_dirt()

    def _alone(self) -> list[Sent]:
        """Files that are the only one of their sender, return and period, shuffled."""
        sent = self._world.filings.sent
        whole = [each for each in sent if not each.part and each.kind == "original" and each.sender != AUTHORITY]
        named = [(each.sender, each.return_name, each.period) for each in sent]
        counted: dict[tuple[str, str, str], int] = {}
        for name in named:
            counted[name] = counted.get(name, 0) + 1
        alone = [each for each in whole if counted[each.sender, each.return_name, each.period] == 1]
        alone.sort(key=lambda each: (each.sender, each.return_name, each.period))
        return [alone[at] for at in self._rng.permutation(len(alone))]

    def _take(self, wanted: Callable[[Sent], bool], count: int) -> Iterator[Sent]:
        for _ in range(count):
            found = next((each for each in self._untouched if wanted(each)), None)
            if found is None:
                return
            self._untouched.remove(found)
            yield found

    def _drawn(self, offence: Offence) -> Iterator[tuple[Difficulty, int]]:
        for difficulty in offence.difficulties:
            for _ in range(self._world.plan.offences(difficulty.count)):
                yield difficulty, max(1, round(difficulty.draw(self._rng)))

    def _plant_late(self, grace: int) -> None:
        for difficulty, days in self._drawn(self._late):
            for sent in self._take(self._has_due, 1):
                last = self._due(sent) + timedelta(days=grace)
                self._world.filings.postpone(sent, last + timedelta(days=days))
                story = (
                    f"{sent.sender} files {sent.return_name} for {sent.period} {days} days after the last lawful day"
                )
                self._say(
                    self._late, difficulty, days, sent, last + timedelta(days=1), last + timedelta(days=days), story
                )

    def _plant_missing(self, grace: int) -> None:
        for difficulty, number in self._drawn(self._missing):
            for sent in self._take(self._may_be_missing, number):
                self._world.filings.withhold(sent)
                first = self._due(sent) + timedelta(days=grace + 1)
                story = f"{sent.sender} never files {sent.return_name} for {sent.period}"
                self._say(self._missing, difficulty, number, sent, first, date.max, story)

    def _plant_innocent(self) -> None:
        for sent in self._take(self._has_due, self._count(self._late, "last_lawful_day")):
            self._world.filings.postpone(sent, self._due(sent))
            self._innocent(self._late, "last_lawful_day", sent, "comes in on its last lawful day")
        for sent in self._take(self._moved_by_a_holiday, self._count(self._missing, "due_date_on_holiday")):
            self._world.filings.postpone(sent, self._due(sent))
            self._innocent(self._missing, "due_date_on_holiday", sent, "comes in on the day that the law moves it to")
        for sent in self._take(self._has_due, self._count(self._missing, "correction_after_due_date")):
            on = self._due(sent) + timedelta(days=int(self._rng.integers(1, 12)))
            self._world.filings.send_again(sent, on=on, kind="correction", content=self._world.filings.read(sent))
            self._innocent(self._missing, "correction_after_due_date", sent, "is corrected after its due date")
        for sent in self._take(self._taken_in_part, self._count(self._late, "accepted_in_part")):
            break_and_mend(self._world.filings, sent, self._rng, mended=self._due(sent) + timedelta(days=3))
            self._innocent(self._late, "accepted_in_part", sent, "is taken in part in time, and mended later")
        nil = [each for each in self._world.filings.sent if each.kind == "nil"]
        for sent in nil[: self._count(self._late, "nil_return")]:
            self._innocent(self._late, "nil_return", sent, "is nil and in time")
        self._plant_not_yet()

    def _plant_not_yet(self) -> None:
        """A return whose due date lies ahead, and a firm that was not there when a return fell due."""
        world = self._world
        ahead = (max(each.received for each in world.filings.sent) + timedelta(days=62)).replace(day=1)
        miners = sorted({each.sender for each in world.filings.sent if each.return_name == _HARDWARE})
        for party in miners[: self._count(self._missing, "not_yet_due")]:
            world.filings.owe(party, _HARDWARE, f"{ahead:%Y-%m}")
            subject = f"party:{party}/return:{_HARDWARE}/period:{ahead:%Y-%m}"
            planted = Planted(subject, world.plan.since, world.plan.on[-1], f"{party} owes it, and not yet")
            world.answers.look_alike(self._missing, "not_yet_due", planted)
        middle = world.plan.on[world.plan.days // 2]
        before = (world.plan.since - timedelta(days=1)).replace(day=1)
        for number in range(self._count(self._missing, "authorised_in_mid_month")):
            party = f"newcomer-{number + 1:02}"
            row = {"party": party, "kind": "legal_entity", "name": f"Simulated Newcomer {number + 1}", "lei": None}
            world.register.add("parties", row, country=world.country, since=middle)
            subject = f"party:{party}/return:{_HARDWARE}/period:{before:%Y-%m}"
            planted = Planted(subject, before, world.plan.on[-1], f"{party} is there only since {middle}")
            world.answers.look_alike(self._missing, "authorised_in_mid_month", planted)

    def _plant_dirt(self) -> None:
        share = max(3, round(_DIRTY_SHARE * len(self._untouched)))
        for sent in self._take(self._can_be_mended_in_time, share):
            break_and_mend(self._world.filings, sent, self._rng, mended=self._due(sent))
        for sent in self._take(lambda each: each.rows > 0, share):
            send_twice(self._world.filings, sent)

    def _has_due(self, sent: Sent) -> bool:
        return self._world.filings.due(sent.return_name, ReportingPeriod.parse(sent.period)) is not None

    def _due(self, sent: Sent) -> date:
        due = self._world.filings.due(sent.return_name, ReportingPeriod.parse(sent.period))
        assert due is not None, "only returns with a due date are asked for one"
        return due

    def _may_be_missing(self, sent: Sent) -> bool:
        """Balances of a day on which no reserves are told, which nothing else rests on."""
        last = ReportingPeriod.parse(sent.period).until - timedelta(days=1)
        told = last.weekday() == 6 or last == self._world.plan.on[-1] or (last + timedelta(days=1)).day == 1
        return sent.return_name == _DAILY_BALANCES and not told and self._has_due(sent)

    def _moved_by_a_holiday(self, sent: Sent) -> bool:
        over = ReportingPeriod.parse(sent.period).until
        return len(sent.period) == len("2026-03-01") and self._has_due(sent) and self._due(sent) > over

    def _taken_in_part(self, sent: Sent) -> bool:
        definition = self._world.filings.definition(sent.return_name)
        return can_break(sent) and definition is not None and definition.in_part and self._has_due(sent)

    def _can_be_mended_in_time(self, sent: Sent) -> bool:
        return can_break(sent) and self._has_due(sent) and sent.received < self._due(sent)

    def _count(self, offence: Offence, look_alike: str) -> int:
        return self._world.plan.offences(offence.look_alikes[look_alike])

    def _say(  # noqa: PLR0913, PLR0917 - what an answer says
        self, offence: Offence, difficulty: Difficulty, size: int, sent: Sent, first: date, last: date, story: str
    ) -> None:
        self._world.answers.offence(offence, difficulty, size, Planted(_subject(sent), first, last, story))

    def _innocent(self, offence: Offence, look_alike: str, sent: Sent, story: str) -> None:
        period = ReportingPeriod.parse(sent.period)
        planted = Planted(_subject(sent), period.since, date.max, f"{sent.return_name} of {sent.sender} {story}")
        self._world.answers.look_alike(offence, look_alike, planted)


def _subject(sent: Sent) -> str:
    return f"party:{sent.sender}/return:{sent.return_name}/period:{sent.period}"
