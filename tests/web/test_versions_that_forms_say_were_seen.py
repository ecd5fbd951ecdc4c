"""What a form says was seen: a version as a page writes it, or one that nothing has."""

import pytest
from django.test import RequestFactory

from rugsat.web.layout import acting
from rugsat.web.layout.visitor import NOBODY


@pytest.mark.parametrize(
    ("said", "seen"), [("", None), ("3", 3), ("9" * 9, 999_999_999), ("9" * 10, 0), ("9" * 5000, 0), ("x", 0), ("٣", 0)]
)
def test_what_no_page_has_written_is_the_version_of_nothing(said: str, seen: int | None):
    request = RequestFactory().post("/", {acting.SEEN: said})
    request.visitor = NOBODY
    assert acting.call_of(request).seen == seen
