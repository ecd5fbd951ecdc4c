"""What followed commits is arranged as what is made of the same files at once."""

from hypothesis import given
from hypothesis import strategies as st

from rugsat.evidence.lake.arranged import EMPTY, Arranged
from rugsat.evidence.lake.entry import FileEntry, Part


def entry(number: int) -> FileEntry:
    """A file that two senders have filed something of."""
    parts = (Part(f"s{number % 3}", "f", 1), Part(f"s{number % 5}", "g", 1))
    return FileEntry(f"data/{number * 7919 % 101:03}", "d", None, 2, 1, "", parts)


def held_by(followed: Arranged) -> tuple[list[str], dict[str, list[str]]]:
    by_sender = {sender: sorted(each.path for each in filed) for sender, filed in followed.by_sender.items() if filed}
    return [each.path for each in followed.entries], by_sender


@given(st.lists(st.tuples(st.sets(st.integers(0, 40)), st.sets(st.integers(0, 40)))))
def test_it_is_as_one_made_at_once(commits: list[tuple[set[int], set[int]]]) -> None:
    followed, held = EMPTY, set[int]()
    for wanted, unwanted in commits:
        gone, come = held & unwanted, wanted - (held - unwanted)
        followed = followed.changed(map(entry, gone), map(entry, come))
        held = held - gone | come
        assert held_by(followed) == held_by(Arranged.of(map(entry, held)))


def test_the_one_before_stays_as_it_was() -> None:
    first = Arranged.of([entry(1)])
    first.changed([entry(1)], [entry(2)])
    assert first.entries == (entry(1),)
    assert set(first.by_sender) == {"s1"}
