from rugsat.kernel.language import speaking
from rugsat.operations.report.refusals import refusal_in_words

EMPTY = "amul.mining_monthly.2026-01.csv: it has no header; write the names of the columns into the first line"


def test_what_is_wrong_with_a_file_and_what_to_do_are_told_in_the_language() -> None:
    with speaking("ru"):
        told = refusal_in_words(EMPTY, "amul.mining_monthly.2026-01.csv")
    assert told == "amul.mining_monthly.2026-01.csv: в нём нет заголовка; запишите имена столбцов в первую строку"


def test_the_period_that_a_return_is_for_is_named_in_the_language() -> None:
    said = "capital_statement is filed by quarter, and 2026-08 is none; name the quarter it is for"
    with speaking("ru"):
        assert refusal_in_words(said).endswith("назовите период, за который подаёте: квартал")
    assert refusal_in_words(said) == said


def test_a_reason_that_nobody_has_put_into_words_is_told_as_it_was_written() -> None:
    said = "a.csv: its Parquet footer is damaged (x); send the whole file again"
    with speaking("ru"):
        assert (
            refusal_in_words(said, "a.csv")
            == "a.csv: its Parquet footer is damaged (x); отправьте файл целиком ещё раз"
        )
