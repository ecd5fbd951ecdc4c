"""The table of the fold: how letters of Turkmen, Russian, Kazakh, Uzbek and English spellings sound alike.

Every letter is read as one of the sounds a b c d e f g h i j k l m n o p r s t u v z, in this order of steps:

1. Apostrophes and the soft and hard sign are no letters: Гульшат, Gulshat; Oʻktam, Oktam.
2. A letter with a sound of its own is replaced (LETTERS). Two sounds are one where a spelling in use drops the
   difference: ş is s, because Turkmen is written without its marks as often as with them; ы, y and й are i; ö is o.
3. What an alphabet writes with several letters becomes one sound (GROUPS): дж, dzh, zh and j are j; kh and x are h.
4. A doubled letter counts once (Annaýew, Anaev), and an i beside another vowel falls away, because one spelling writes
   the glide and the next does not: Annaýew, Аннаев; Ýazgul, Язгуль; Mariýa, Maria.

So the key is coarse on purpose: two spellings of a name have one key, and now and then two names have one.
"""

MARKS = "'’‘`ʻʼʹʺ´ˈьЬъЪ\u0301"
"""What stands in names and is no letter."""

LETTERS = {
    # Cyrillic: Russian, then what Kazakh and Uzbek add, then the letters of old and neighbouring alphabets.
    **dict(zip("абвгдежзийклмнопрстуфхцчшщыэюя", "abvgdejziiklmnoprstufh", strict=False)),
    "ц": "ts",
    "ч": "c",
    "ш": "s",
    "щ": "s",
    "ы": "i",
    "э": "e",
    "ю": "u",
    "я": "a",
    "ё": "o",
    **dict(zip("әғқңөұүһіўҳҗҡәїєґјњљћђџ", "agknouuhiohjkaiegjnlcjj", strict=True)),
    # Latin with marks: Turkmen, Kazakh and Uzbek of today, Turkish, and what transliterations write.
    **dict(zip("äāáàâãåăçćčďđéèêëěęēğģǵíìîïıīĭ", "aaaaaaaacccddeeeeeeegggiiiiiii", strict=True)),
    **dict(zip("žźżňñńņòóôõöøōőŕřşșśšťţțúùûüūůűŭýÿŷłľ", "jzznnnnoooooooorrsssstttuuuuuuuuiiill", strict=True)),
    "ß": "s",
    "æ": "a",
    "œ": "o",
    "þ": "t",
    "ð": "d",
    # Latin without marks, where the sound is another.
    "y": "i",
    "w": "v",
    "q": "k",
    "x": "h",
}
"""A letter and the sound that it stands for; a letter that is not here stands for itself."""

GROUPS = (
    # Russian given names with x for ks; everywhere else x is the Uzbek letter, as in Xurshid.
    ("aleh", "aleks"),
    ("mahim", "maksim"),
    ("felih", "feliks"),
    ("shch", "s"),
    ("sch", "s"),
    ("tch", "c"),
    ("dzh", "j"),
    ("dj", "j"),
    ("zh", "j"),
    ("sh", "s"),
    ("ch", "c"),
    ("kh", "h"),
    ("gh", "g"),
    ("ph", "f"),
    ("ck", "k"),
    ("ng", "n"),
)
"""Several sounds that stand for one; the first that fits is taken."""
