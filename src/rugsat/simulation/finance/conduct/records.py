"""Events left out of the book, and days whose numbers are whole though something seems amiss."""

from collections.abc import Mapping

from rugsat.simulation.finance.conduct.stage import Case, Player, Stage
from rugsat.simulation.finance.script import Cut


def _slot(stage: Stage) -> tuple[int, int] | None:
    slot = stage.take("books", stage.exchange_days())
    return None if slot is None else (slot[0], slot[1])


def _record(stage: Stage, case: Case, slot: tuple[int, int], story: str) -> None:
    on = stage.on(slot[1])
    case.record(f"exchange:{stage.lei(slot[0])}", on, on, story)


def _counted(case: Case, *, renumbered: bool = False) -> Cut:
    """So many events, or such a share of the day's."""
    if case.difficulty is not None and case.difficulty.low >= 1:
        return Cut(events=round(case.size), renumbered=renumbered)
    return Cut(share=case.size, renumbered=renumbered)


def events_of_client_left_out(stage: Stage, case: Case) -> None:
    """Events of one client are deleted before filing."""
    slot = _slot(stage)
    if slot is not None:
        stage.script.cuts[slot] = _counted(case)
        _record(stage, case, slot, "events of a client left out")


def hour_of_book_left_out(stage: Stage, case: Case) -> None:
    """A stretch of the day is left out."""
    slot = _slot(stage)
    if slot is not None:
        stage.script.cuts[slot] = Cut(minutes=case.size)
        _record(stage, case, slot, f"{case.size} minutes left out")


def book_renumbered_after_deletion(stage: Stage, case: Case) -> None:
    """Events are deleted and the rest is numbered anew."""
    slot = _slot(stage)
    if slot is not None:
        stage.script.cuts[slot] = _counted(case, renumbered=True)
        _record(stage, case, slot, "events left out and the rest numbered anew")


def numbers_begin_anew_each_day(stage: Stage, case: Case) -> None:
    """The book counts from one every day, as all of them do."""
    slot = _slot(stage)
    if slot is not None:
        _record(stage, case, slot, "numbers begin anew, as on every day")


def filed_in_several_parts(stage: Stage, case: Case) -> None:
    """The day comes in two files, the second half first."""
    slot = _slot(stage)
    if slot is not None:
        stage.script.in_parts.add(slot)
        _record(stage, case, slot, "filed in two parts, the later one first")


def row_refiled_after_refusal(stage: Stage, case: Case) -> None:
    """Some rows are refused and come in again with the correction."""
    slot = _slot(stage)
    if slot is not None:
        stage.script.refiled.add(slot)
        _record(stage, case, slot, "rows refused for a malformed field come in again under their numbers")


def quiet_hours(stage: Stage, case: Case) -> None:
    """Nothing happens for hours."""
    slot = _slot(stage)
    if slot is not None:
        begin = float(case.rng.integers(1, 5))
        stage.script.pauses[slot] = (begin, begin + float(case.rng.integers(1, 5)))
        _record(stage, case, slot, "no events for hours, and the numbers go on")


def book_numbered_by_asset(stage: Stage, case: Case) -> None:
    """Each asset has a book with numbers of its own."""
    slot = _slot(stage)
    if slot is not None:
        stage.script.by_asset.add(slot)
        _record(stage, case, slot, "one book for each asset, each with its own numbers")


OFFENCES: Mapping[str, Player] = {
    "events_of_client_left_out": events_of_client_left_out,
    "hour_of_book_left_out": hour_of_book_left_out,
    "book_renumbered_after_deletion": book_renumbered_after_deletion,
}
LOOK_ALIKES: Mapping[str, Player] = {
    "events_of_client_left_out/numbers_begin_anew_each_day": numbers_begin_anew_each_day,
    "events_of_client_left_out/filed_in_several_parts": filed_in_several_parts,
    "events_of_client_left_out/row_refiled_after_refusal": row_refiled_after_refusal,
    "hour_of_book_left_out/quiet_market": quiet_hours,
    "hour_of_book_left_out/maintenance_window": quiet_hours,
    "book_renumbered_after_deletion/book_numbered_by_asset": book_numbered_by_asset,
}
