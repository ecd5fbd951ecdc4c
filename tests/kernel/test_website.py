import pytest

from rugsat.kernel.identifiers.website import bare_address, is_website


@pytest.mark.parametrize(
    "text",
    [
        "https://dobibo.com",
        "http://dobibo.com/a?b=c",
        "www.niufo.co",
        "t.me/abc",
        "пример.рф",
        "x.xn--p1ai",
        "a.be:8080",
    ],
)
def test_what_people_write_for_an_address_is_one(text: str):
    assert is_website(text)


@pytest.mark.parametrize(
    "text",
    ["", "dobibo", "ttps://cryptoin24.io", "javascript:alert(1)", "https://a b.com", "-a.com", "a..com", "1.2.3.4",
     "https://", "a.com\n", "a.com/\u202e", "a." + "b" * 400 + ".com"],
)  # fmt: skip
def test_what_is_no_address_is_told_apart(text: str):
    assert not is_website(text)


def test_two_ways_of_writing_an_address_are_one():
    assert bare_address(" HTTPS://www.Dobibo.com/ ") == bare_address("dobibo.com") == "dobibo.com"
