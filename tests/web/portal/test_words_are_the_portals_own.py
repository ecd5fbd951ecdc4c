"""The words of the portal's templates are its own, whatever other areas call theirs."""

from django.template import engines

from rugsat.web.portal.words import WORDS


def test_no_other_area_has_taken_a_word_of_the_portal():
    filters = engines["jinja2"].env.filters
    assert {name for name, word in WORDS.items() if filters[name] is not word} == set()
