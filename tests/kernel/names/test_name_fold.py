import timeit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rugsat.kernel.names.fold import fold, words_of
from rugsat.kernel.names.spellings import GROUPS, LETTERS

# One name a row: Turkmen Latin, the same without marks, Russian, English.
TURKMEN = [
    ("Aşyr Orazow", "Asyr Orazow", "Ашир Оразов", "Ashyr Orazov"),
    ("Hojamyrat Annaýew", "Hojamyrat Annayew", "Хожамырат Аннаев", "Khojamyrat Annaev"),
    ("Ýazgul Öwezowa", "Yazgul Owezowa", "Язгуль Овезова", "Yazgul Ovezova"),
    (
        "Gurbanguly Berdimuhamedow",
        "Gurbanguly Berdimuhamedow",
        "Гурбангулы Бердымухамедов",
        "Gurbanguly Berdimuhamedov",
    ),
    ("Jumageldi Çaryýew", "Jumageldi Caryyew", "Джумагельди Чарыев", "Dzhumageldi Charyev"),
    ("Meňli Bäşimowa", "Menli Basimowa", "Менгли Бяшимова", "Mengli Bashimova"),
    ("Nurýagdy Şükürow", "Nuryagdy Sukurow", "Нурягды Шукуров", "Nuryagdy Shukurov"),
    ("Oguljan Täçmyradowa", "Oguljan Tacmyradowa", "Огулджан Тачмырадова", "Oguldzhan Tachmyradova"),
    ("Mariýa Gulyýewa", "Mariya Gulyyewa", "Мария Гулыева", "Maria Gulyeva"),
]
# Kazakh and Uzbek in Cyrillic and Latin, Russian, English.
NEIGHBOURS = [
    ("Қайрат Нұрпейісов", "Qairat Nurpeiisov", "Кайрат Нурпеисов", "Kairat Nurpeisov"),
    ("Әлихан Бөкейханов", "Älihan Bökeihanov", "Алихан Бокейханов", "Alikhan Bokeikhanov"),
    ("Ғабит Мүсірепов", "Ğabit Müsirepov", "Габит Мусирепов", "Gabit Musirepov"),
    ("Хўжаев Ўктам", "Xoʻjayev Oʻktam", "Ходжаев Октам", "Khodjaev Oktam"),
    ("Шавкат Ғуломов", "Shavkat Gʻulomov", "Шавкат Гуломов", "Shavkat Gulomov"),
    ("Қодир Ҳошимов", "Qodir Hoshimov", "Кодир Хошимов", "Kodir Khoshimov"),
]
DIFFERENT = [
    ("Aşyr Orazow", "Merdan Orazow"),
    ("Ашир Оразов", "Ашир Уразов"),
    ("Serdar Annaýew", "Serdar Amanow"),
    ("Gözel Atajanowa", "Güzel Atajanowa"),
    ("Қайрат Нұрпейісов", "Марат Нұрпейісов"),
    ("Shavkat Gʻulomov", "Shuhrat Gʻulomov"),
    ("Döwran Halyllyýew", "Döwlet Halyllyýew"),
]


@pytest.mark.parametrize("spellings", [*TURKMEN, *NEIGHBOURS], ids=lambda row: row[0])
def test_the_spellings_of_a_name_in_four_scripts_and_alphabets_have_one_key(spellings: tuple[str, ...]):
    assert {fold(each) for each in spellings} == {fold(spellings[0])}


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_different_names_have_different_keys(one: str, other: str):
    assert fold(one) != fold(other)


def test_family_and_given_name_may_change_places():
    assert words_of("Orazow Aşyr") == words_of("Ашир Оразов")


def test_russian_endings_and_english_ones_are_one():
    assert fold("Достоевский") == fold("Dostoevsky") == fold("Dostoyevskiy") == fold("Dostoevskii")


def test_a_firm_is_found_in_latin_cyrillic_and_turkmen_spelling():
    assert fold("«Garagum Maýning» HJ") == fold("Garagum Mayning HJ") == fold("ГАРАГУМ МАЙНИНГ ХЖ")


@pytest.mark.parametrize("name", ["", " ", "—", "ʼ", "ь"])
def test_what_holds_no_letter_has_an_empty_key(name: str):
    assert fold(name) == ""


def test_a_script_that_the_table_does_not_know_keeps_its_letters():
    assert fold("محمد علی") != fold("محمد") != ""
    assert len(fold("李 明").split()) == 2


@given(st.text(max_size=60))
def test_any_text_has_a_key_in_small_letters_with_single_spaces(name: str):
    key = fold(name)
    assert key == " ".join(key.split())
    assert not any("A" <= letter <= "Z" for letter in key)


@given(st.lists(st.sampled_from("abcdefghijklmnoprstuvzşçňýwäö"), min_size=1, max_size=12).map("".join))
def test_capitals_spaces_and_signs_between_words_do_not_count(word: str):
    assert fold(f"  {word.upper()}.") == fold(word)


def test_the_table_writes_only_the_sounds_it_says():
    sounds = set("abcdefghijklmnoprstuvz")
    assert {sound for letters in LETTERS.values() for sound in letters} <= sounds
    assert {letter for _, sound in GROUPS for letter in sound} <= sounds


def test_the_fold_is_fast_enough_to_key_a_register_of_a_million_names_in_a_minute():
    names = [each for row in (*TURKMEN, *NEIGHBOURS) for each in row]
    fold(names[0])
    best = min(timeit.repeat(lambda: [fold(name) for name in names], number=20, repeat=5)) / 20 / len(names)
    assert best < 60e-6
