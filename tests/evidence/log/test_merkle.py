"""Hashing, roots and proofs: the published vectors of RFC 6962, and a second implementation on hundreds of sizes."""

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rugsat.evidence.log.merkle import (
    EMPTY_ROOT,
    consistency_ranges,
    inclusion_ranges,
    is_consistent,
    leaf_hash,
    root_from_inclusion,
    root_of,
    whole_blocks,
)
from tests.evidence.log import recursive_tree

# The entries, roots and proofs that the reference implementations of Certificate Transparency are tested with.
LEAVES = [
    bytes.fromhex(each)
    for each in (
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    )
]  # fmt: skip
ROOTS = [
    bytes.fromhex(each)
    for each in (
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    )
]
INCLUSIONS = {
    (0, 1): [],
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
CONSISTENCIES = {
    (1, 1): [],
    (1, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (6, 8): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 5): [
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
    (6, 7): [
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "b08693ec2e721597130641e8211e7eedccb4c26413963eee6c1e2ed16ffb1a5f",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
}


def hashes(entries: list[bytes]) -> list[bytes]:
    return [leaf_hash(entry) for entry in entries]


def subtree(entries: list[bytes], ranges: list[tuple[int, int]]) -> list[bytes]:
    return [root_of(hashes(entries[start:end])) for start, end in ranges]


def entries_of(size: int) -> list[bytes]:
    return [b"%d" % n for n in range(size)]


@pytest.mark.parametrize("size", range(9))
def test_the_root_of_the_published_leaves_is_the_published_root(size: int) -> None:
    assert root_of(hashes(LEAVES[:size])) == ROOTS[size]


@pytest.mark.parametrize(("index", "size"), INCLUSIONS)
def test_a_published_inclusion_proof_is_made_and_verified(index: int, size: int) -> None:
    path = [bytes.fromhex(each) for each in INCLUSIONS[index, size]]
    assert subtree(LEAVES, inclusion_ranges(index, size)) == path
    assert root_from_inclusion(leaf_hash(LEAVES[index]), index=index, size=size, path=path) == ROOTS[size]


@pytest.mark.parametrize(("old", "new"), CONSISTENCIES)
def test_a_published_consistency_proof_is_made_and_verified(old: int, new: int) -> None:
    path = [bytes.fromhex(each) for each in CONSISTENCIES[old, new]]
    assert subtree(LEAVES, consistency_ranges(old, new)) == path
    assert is_consistent(old=old, new=new, old_root=ROOTS[old], new_root=ROOTS[new], path=path)


@pytest.mark.parametrize("size", range(1, 301))
def test_the_root_is_that_of_the_recursive_definition(size: int) -> None:
    entries = entries_of(size)
    assert root_of(hashes(entries)) == recursive_tree.mth(entries)


@given(st.data(), st.integers(1, 700))
def test_an_inclusion_proof_is_that_of_the_recursive_definition(data: st.DataObject, size: int) -> None:
    entries, index = entries_of(size), data.draw(st.integers(0, size - 1))
    path = subtree(entries, inclusion_ranges(index, size))
    assert path == recursive_tree.path(index, entries)
    root = root_from_inclusion(leaf_hash(entries[index]), index=index, size=size, path=path)
    assert root == recursive_tree.mth(entries)


@given(st.data(), st.integers(1, 700))
def test_a_consistency_proof_is_that_of_the_recursive_definition(data: st.DataObject, new: int) -> None:
    entries, old = entries_of(new), data.draw(st.integers(1, new))
    path = subtree(entries, consistency_ranges(old, new))
    assert path == recursive_tree.proof(old, entries)
    old_root, new_root = recursive_tree.mth(entries[:old]), recursive_tree.mth(entries)
    assert is_consistent(old=old, new=new, old_root=old_root, new_root=new_root, path=path)


@pytest.mark.parametrize(("index", "size"), [pair for pair in INCLUSIONS if INCLUSIONS[pair]])
def test_an_inclusion_proof_holds_for_nothing_else(index: int, size: int) -> None:
    path, leaf = [bytes.fromhex(each) for each in INCLUSIONS[index, size]], leaf_hash(LEAVES[index])
    wrong = [
        {"index": index - 1}, {"index": index + 1}, {"index": index ^ 2}, {"index": size}, {"index": -1},
        {"size": size * 2}, {"size": size // 2}, {"size": 0},
        {"path": path[:-1]}, {"path": path[1:]}, {"path": [*path, ROOTS[size]]}, {"path": [ROOTS[size], *path]},
        {"path": [*path, b""]}, {"path": [b"", *path]},
        *({"path": [*path[:at], bytes([path[at][0] ^ 8]) + path[at][1:], *path[at + 1 :]]} for at in range(len(path))),
    ]  # fmt: skip
    right = {"index": index, "size": size, "path": path}
    for each in wrong:
        assert root_from_inclusion(leaf, **{**right, **each}) != ROOTS[size], each  # type: ignore[arg-type]
    assert root_from_inclusion(leaf_hash(b"another"), **right) != ROOTS[size]  # type: ignore[arg-type]


@pytest.mark.parametrize(("old", "new"), [pair for pair in CONSISTENCIES if CONSISTENCIES[pair]])
def test_a_consistency_proof_holds_for_nothing_else(old: int, new: int) -> None:
    path, before, after = [bytes.fromhex(each) for each in CONSISTENCIES[old, new]], ROOTS[old], ROOTS[new]
    wrong = [
        {"old": old - 1}, {"old": old + 1}, {"old": old ^ 2}, {"new": new * 2}, {"new": new // 2}, {"old": -1},
        {"old_root": b"another"}, {"new_root": b"another"}, {"old_root": after, "new_root": before},
        {"path": []}, {"path": path[:-1]}, {"path": path[1:]}, {"path": [*path, b""]}, {"path": [*path, after]},
        {"path": [*path, before]}, {"path": [b"", *path]}, {"path": [before, *path]}, {"path": [path[0], *path]},
        *({"path": [*path[:at], bytes([path[at][0] ^ 16]) + path[at][1:], *path[at + 1 :]]} for at in range(len(path))),
    ]  # fmt: skip
    right = {"old": old, "new": new, "old_root": before, "new_root": after, "path": path}
    for each in wrong:
        assert not is_consistent(**{**right, **each}), each  # type: ignore[arg-type]


def test_trees_of_one_size_are_consistent_only_where_they_are_one() -> None:
    same = {"old": 3, "new": 3, "old_root": ROOTS[3], "path": []}
    assert is_consistent(**same, new_root=ROOTS[3])  # type: ignore[arg-type]
    assert not is_consistent(**same, new_root=ROOTS[4])  # type: ignore[arg-type]
    assert not is_consistent(**{**same, "path": [ROOTS[3]]}, new_root=ROOTS[3])  # type: ignore[arg-type]


def test_every_tree_begins_with_the_empty_one() -> None:
    assert is_consistent(old=0, new=5, old_root=EMPTY_ROOT, new_root=ROOTS[5], path=[])
    assert not is_consistent(old=0, new=5, old_root=ROOTS[1], new_root=ROOTS[5], path=[])
    assert not is_consistent(old=0, new=5, old_root=EMPTY_ROOT, new_root=ROOTS[5], path=[ROOTS[1]])


@given(st.integers(0, 5000), st.integers(0, 5000))
@example(0, 0)
def test_blocks_are_whole_and_fill_a_range_from_left_to_right(one: int, other: int) -> None:
    start, end = sorted((one, other))
    blocks = [(number << level, (number + 1) << level) for level, number in whole_blocks(start, end)]
    assert [edge for block in blocks for edge in block][:1] == [start][: len(blocks)]
    assert all(before[1] == after[0] for before, after in pairwise(blocks))
    assert not blocks or blocks[-1][1] == end
