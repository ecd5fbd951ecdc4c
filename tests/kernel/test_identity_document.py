"""One document, one way of writing its number, however it was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rugsat.kernel.identifiers.identity_document import normalised


@pytest.mark.parametrize(
    ("document", "country", "written", "plain"),
    [
        ("passport", "TM", "I-AŞ 123456", "IAS123456"),
        ("passport", "TM", "i-aş № 123456", "IAS123456"),
        ("passport", "TM", "1-AS 123456", "IAS123456"),
        ("passport", "TM", "A1234567", "A1234567"),
        ("passport", "UZ", "АВ 1234567", "AB1234567"),  # both letters Cyrillic
        ("passport", "UZ", "ab1234567", "AB1234567"),
        ("passport", "KZ", "Ｎ１２３４５６７", "N1234567"),  # full-width
        ("id_card", "KZ", "012 345 678", "012345678"),
        ("tax_number", "KZ", "123456 789012", "123456789012"),
        ("tax_number", "KZ", "12345678901О", "123456789010"),  # a Cyrillic O
        ("tax_number", "UZ", "3-1234567-890123", "31234567890123"),
        ("other", "DE", "C01X00T47", "C01X00T47"),
    ],
)
def test_a_number_has_one_form(document: str, country: str, written: str, plain: str) -> None:
    assert normalised(written, document=document, country=country) == plain


@pytest.mark.parametrize(
    ("document", "country", "written"),
    [
        ("passport", "TM", "БД 123456"),
        ("passport", "TM", ""),
        ("passport", "TM", "=1+1"),
        ("tax_number", "KZ", "12345678901"),
        ("tax_number", "UZ", "ABC"),
        ("tax_number", "KZ", "١٢٣٤٥٦٧٨٩٠١٢"),
        ("other", "TM", "x" * 33),
    ],
)
def test_what_has_no_form_is_refused_without_repeating_it(document: str, country: str, written: str) -> None:
    with pytest.raises(ValueError, match="digits") as refused:
        normalised(written, document=document, country=country)
    assert not written or written not in str(refused.value)


@given(st.text(max_size=40))
def test_the_form_of_a_form_is_itself(text: str) -> None:
    try:
        plain = normalised(text, document="passport", country="UZ")
    except ValueError:
        return
    assert normalised(plain, document="passport", country="UZ") == plain
