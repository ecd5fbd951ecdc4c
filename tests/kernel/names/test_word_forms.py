from datetime import date

import pytest

from rugsat.kernel.names.word_forms import Fits, WordFormError, find_phrases, find_words, read_form
from rugsat.law.pack import load_jurisdiction
from rugsat.law.resolve import Resolved, resolve

ON = date(2026, 6, 1)


def law_forms():
    pack = load_jurisdiction("tm", demonstration=["demonstration"])
    words, forms = (resolve(pack, f"names.forbidden_{name}", ON) for name in ("words", "word_forms"))
    assert isinstance(words, Resolved)
    assert isinstance(forms, Resolved)
    assert isinstance(words.value, tuple)
    assert isinstance(forms.value, tuple)
    return [read_form(f"en {word}") for word in words.value] + [read_form(form) for form in forms.value]


FORMS = law_forms()

FORBIDDEN = [
    "State Mining Company", "Ashgabat States Mining", "StateCoin", "Statecoin", "Statewide Hash",
    "National Bitcoin Company", "Nationale Krypto", "Turkmen Mining", "Turkmenistan Crypto", "Turkmenian Hash",
    "Türkmen Maýning", "Türkmeniň Maýningi", "Türkmenistanyň Hasaplaýjysy", "Türkmengaz Maýning", "NeftTurkmen",
    "Döwlet Maýning", "Döwletiň Maýningi", "Dowlet Mayning", "Döwletli Maýning", "Milli Maýning", "Milli Birža",
    "Туркмен Майнинг", "Туркменский Майнинг", "Туркменистан-Крипто", "ТуркменКрипто", "НЕФТЕТУРКМЕН",
    "Государственный майнинг", "Государственная биржа", "Госмайнинг", "ГосКрипто", "Национальная биржа",
    "Национального майнинга", "Нацмайн", "Мемлекеттік майнинг", "Ұлттық биржа", "Түрікмен Майнинг", "Milliy Birja",
    "Davlat Mayning", "Turkman Krypto", "T.M. Mining", "TM Mining", "TKM Hash", "ТМ Крипто", "Т у р к м е н Майнинг",
    "T.u.r.k.m.e.n Gas", "Turkm3n Gas", "Турkмен Майнинг", "TURKMEHИCTAH", "Ulusal Kripto",
]  # fmt: skip
INNOCENT = [
    "Estate Holdings", "Real Estate LLC", "Interstate Logistics", "Statement Audit", "Statesman Hotel", "Statkraft",
    "International Mining", "Multinational Trade", "Nation of Cats", "Nationwide", "Passion Coin", "Turkish Bazaar",
    "Turkestan Trade", "Döwletow Maýning", "Döwletowa Hususy Telekeçi", "Döwletgeldi we Ogullary", "Türkmenow Telekeçi",
    "Туркменов и сыновья", "Туркменова Айна", "Milan Trade", "Milliard Invest", "Million Hash", "Millennium Data",
    "Milena", "Гостиница Ашхабад", "Гость", "Господин Майнер", "Госпожа Удача", "Госпиталь", "Интернационал",
    "Международный майнинг", "Нацеленный", "Garagum Maýning", "Ahal Hash", "Berkarar Data", "HTML Studio",
    "ATM Service", "Atamyrat Mining", "Tmin Data", "Altyn Asyr Hash", "Estado Verde", "eEstate Data",
]  # fmt: skip


@pytest.mark.parametrize("name", FORBIDDEN)
def test_a_forbidden_word_is_found_in_any_script_inflection_and_abbreviation(name: str):
    assert find_words(name, FORMS), name


@pytest.mark.parametrize("name", INNOCENT)
def test_an_innocent_name_is_left_alone(name: str):
    assert find_words(name, FORMS) == (), name


def test_it_is_said_which_word_is_a_form_of_what():
    found = find_words("Ahal Döwletiň Maýningi", FORMS)
    assert [(each.word, each.form.written, each.form.language) for each in found] == [("Döwletiň", "döwlet", "tk")]


def test_a_form_is_read_as_the_law_writes_it():
    assert read_form("tk döwlet").fits is Fits.WHOLE
    assert read_form("ru гос-").fits is Fits.BEGINS
    assert read_form("en -turkmen-").fits is Fits.INSIDE
    assert read_form("en =TM").fits is Fits.CAPITALS
    assert read_form("ru !гост-").innocent


@pytest.mark.parametrize("text", ["", "state", "en", "en ", "english state", "en -state", "en =", "en !"])
def test_what_is_no_form_is_refused_and_says_how_one_is_written(text: str):
    with pytest.raises(WordFormError, match="write a language"):
        read_form(text)


def test_a_phrase_is_found_only_where_its_words_follow_each_other():
    phrase = (read_form("en digital"), read_form("en asset"))
    assert find_phrases("Ahal Digital Assets Ltd", [phrase]) == ("Digital Assets",)
    assert find_phrases("Digital Ahal Asset", [phrase]) == ()
    assert find_phrases("Asset Digital", [phrase]) == ()


def test_every_form_that_a_jurisdiction_sets_can_be_read():
    for name in ("forbidden_word_forms", "reserved_word_forms"):
        found = resolve(load_jurisdiction("tm", demonstration=["demonstration"]), f"names.{name}", ON)
        assert isinstance(found, Resolved)
        assert isinstance(found.value, tuple)
        for text in found.value:
            language, _, words = text.partition(" ")
            for word in words.split():
                read_form(f"{language} {word}")
