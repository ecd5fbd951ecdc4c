import re
from dataclasses import replace

import pytest

from rugsat.kernel.language import speaking
from rugsat.operations.cycle.run import Run
from rugsat.operations.report.summary import summary_of


def test_the_demonstration_is_the_first_thing_that_is_said(full_run: Run) -> None:
    assert summary_of(full_run).startswith("*** DEMONSTRATION: DEMONSTRATION OF THE TURKMEN REGIME ***\n")


def test_the_summary_says_what_the_run_looked_at(full_run: Run) -> None:
    text = summary_of(full_run)
    for said in ("Turkmenistan", "1 January 2026 – 15 March 2026", "commit 412", full_run.id):
        assert said in text
    assert full_run.inputs.rule_pack[:12] in text


def test_each_check_is_counted_and_the_farthest_from_its_limit_comes_first(full_run: Run) -> None:
    text = summary_of(full_run).replace("\u00a0", " ")
    assert "24 findings" in text
    assert "Household consumption above cap: 5" in text
    section = text[text.index("Household consumption above cap") :]
    assert section.index("3,412.037 kWh") < section.index("1,904.037 kWh") < section.index("and 2 more")


def test_what_could_not_be_judged_is_said(full_run: Run) -> None:
    assert "118 rows of transfers could not be judged" in summary_of(full_run)


def test_a_run_without_findings_says_so_and_names_what_slept_and_why(quiet_run: Run) -> None:
    text = summary_of(quiet_run)
    assert "Nothing was found" in text
    assert "***" not in text
    assert re.search(r"Power above licensed capacity: mining\.\w+ is not set by law or policy", text)


def test_a_run_from_the_beginning_says_so(full_run: Run) -> None:
    run = replace(full_run, inputs=replace(full_run.inputs, since=None))
    assert "From the beginning to 15 March 2026" in summary_of(run)


@pytest.mark.parametrize(("language", "said"), [("ru", "24 замечания"), ("tk", "24 bellik")])
def test_the_summary_is_in_the_language_of_the_reader(full_run: Run, language: str, said: str) -> None:
    with speaking(language):
        assert said in summary_of(full_run)
