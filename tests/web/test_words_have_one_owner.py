"""A word of the templates has one owner: two areas that named theirs alike would silently take each other's."""

from itertools import combinations

from rugsat.web.console.supervision_words import SUPERVISION_WORDS
from rugsat.web.console.words import WORDS as CONSOLE_WORDS
from rugsat.web.portal.words import WORDS as PORTAL_WORDS
from rugsat.web.register.words import WORDS as REGISTER_WORDS


def test_no_two_areas_give_a_filter_the_same_name():
    owners = {
        "console": CONSOLE_WORDS,
        "supervision": SUPERVISION_WORDS,
        "portal": PORTAL_WORDS,
        "register": REGISTER_WORDS,
    }
    shared = {
        (one, other): sorted(set(owners[one]) & set(owners[other])) for one, other in combinations(sorted(owners), 2)
    }
    assert {pair: names for pair, names in shared.items() if names} == {}
