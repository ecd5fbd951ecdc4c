"""Person tokens: sealed by the sender, opened and tokenised by the authority, the same for one person everywhere."""

import json
from pathlib import Path

import polars as pl
import pytest

from rugsat.kernel.errors import SourceError
from rugsat.kernel.sealed import Identifier, key_id, seal
from rugsat.operations.intake.authority_keys import (
    AuthorityKeys,
    generate_authority_keys,
    read_authority_keys,
    read_public_key,
    rotated,
)
from rugsat.operations.intake.person_token import person_token, person_tokens


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    generate_authority_keys(tmp_path / "authority")
    return tmp_path / "authority"


@pytest.fixture(name="keys")
def _keys(folder: Path) -> AuthorityKeys:
    return read_authority_keys(folder / "authority-keys.json")


def test_two_exchanges_that_seal_one_passport_differently_give_one_token(folder: Path, keys: AuthorityKeys) -> None:
    public = read_public_key(folder / "authority-public.pem")
    written = ["I-AŞ 123456", "i-aş №123456", "1-AS-123456", "І-АS 123456"]
    sealed = pl.Series([seal(Identifier(text, "passport", "TM"), to=public) for text in written])
    found = person_tokens(sealed, keys=keys)
    assert sealed.n_unique() == len(written)
    assert found["token"].n_unique() == 1
    assert found["expected"].null_count() == len(written)


def test_country_document_and_number_all_make_the_token(keys: AuthorityKeys) -> None:
    people = [
        Identifier("123456789012", "tax_number", "KZ"),
        Identifier("123456789013", "tax_number", "KZ"),
        Identifier("123456789012", "tax_number", "RU"),
        Identifier("123456789012", "id_card", "KZ"),
    ]
    assert len({person_token(person, keys=keys) for person in people}) == len(people)


def test_what_cannot_be_opened_is_a_fault_of_its_row_and_the_others_get_tokens(
    folder: Path, keys: AuthorityKeys
) -> None:
    public = read_public_key(folder / "authority-public.pem")
    good = seal(Identifier("N1234567", "passport", "KZ"), to=public)
    changed = good[:-5] + ("AAAAA" if not good.endswith("AAAAA") else "BBBBB")
    other_key = good.replace(key_id(public), "0" * 16)
    no_number = seal(Identifier("123", "tax_number", "UZ"), to=public)
    column = pl.Series([good, "N1234567", changed, other_key, no_number, None, good])
    found = person_tokens(column, keys=keys)
    assert found["token"].is_not_null().to_list() == [True, False, False, False, False, False, True]
    assert found["expected"].is_not_null().to_list() == [False, True, True, True, True, False, False]
    assert "14 digits" in found["expected"][4]


def test_a_token_says_its_key_and_changes_with_it(folder: Path, keys: AuthorityKeys, tmp_path: Path) -> None:
    rotated(folder / "authority-keys.json", into=tmp_path / "new.json")
    newer = read_authority_keys(tmp_path / "new.json")
    person = Identifier("AA1234567", "passport", "UZ")
    before, after = person_token(person, keys=keys), person_token(person, keys=newer)
    assert before.startswith("1.")
    assert after.startswith("2.")
    assert before[2:] != after[2:]
    assert newer.opening.keys() == keys.opening.keys()
    assert person_token(person, keys=AuthorityKeys(newer.opening, newer.token_keys, "1")) == before


def test_keys_that_others_can_read_are_refused(folder: Path) -> None:
    path = folder / "authority-keys.json"
    path.chmod(0o644)
    with pytest.raises(SourceError, match="others than its owner"):
        read_authority_keys(path)


def test_keys_are_never_overwritten_and_never_shown(folder: Path, keys: AuthorityKeys) -> None:
    with pytest.raises(SourceError, match="keys already"):
        generate_authority_keys(folder)
    secret = json.loads((folder / "authority-keys.json").read_text())["token_keys"]["1"]
    assert secret not in repr(keys)
    assert str(keys.token_keys["1"]) not in repr(keys)


def test_a_damaged_or_weak_key_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    for content in ("", "{}", "[]", '{"opening": ["x"], "token_key": "1", "token_keys": {}}'):
        path.write_text(content)
        path.chmod(0o600)
        with pytest.raises(SourceError, match="cannot be read"):
            read_authority_keys(path)
    path.write_text('{"opening": [], "token_key": "1", "token_keys": {"1": "c2hvcnQ="}}')
    with pytest.raises(SourceError, match="shorter than 32 bytes"):
        read_authority_keys(path)
    with pytest.raises(SourceError, match="no public key"):
        read_public_key(path)
