import re

import pytest
from lxml import etree

from rugsat.operations.report import charts
from rugsat.operations.report.charts import Bar, Chart, Lane, Point

HOSTILE = '<script>alert("1")</script>'


def _all_charts(word: str) -> list[Chart]:
    point = Point(0.0, 0.5, 5.0, 3.0, word)
    return [
        charts.bars("a", word, word, of=[Bar(word, 3, "3"), Bar("b", 0, "0")], header=("check", "count")),
        charts.timeline("b", word, word, stretches=[word, "2 Jan"], lanes=[Lane(word, (0, 2))], header="day"),
        charts.bullet("c", word, word, observed=Bar(word, 5, word), limit=Bar(word, 3, word), whole=5),
        charts.series("d", word, word, points=[point], words=(word,) * 4, header=(word,), rows=((word,),)),
    ]


@pytest.mark.parametrize("chart", _all_charts("plain"), ids=lambda chart: chart.header)
def test_a_chart_is_an_image_with_title_and_description_and_a_table(chart: Chart) -> None:
    tree = etree.fromstring(str(chart.svg))
    assert tree.get("role") == "img"
    named = tree.get("aria-labelledby", "").split()
    assert [element.get("id") for element in tree if element.tag in {"title", "desc"}] == named
    assert chart.rows


@pytest.mark.parametrize("chart", _all_charts(HOSTILE), ids=lambda chart: len(chart.svg))
def test_hostile_words_in_a_chart_are_only_words(chart: Chart) -> None:
    tree = etree.fromstring(str(chart.svg))
    assert not list(tree.iter("script"))
    assert HOSTILE in "".join(tree.itertext())


def test_a_chart_takes_no_room_beyond_its_width() -> None:
    for chart in _all_charts("plain"):
        for x, width in re.findall(r'<rect class="\w+" x="([\d.]+)%" y="[\d.]+" width="([\d.]+)%"', str(chart.svg)):
            assert float(x) + float(width) <= 100.01


def test_what_is_above_the_limit_stands_out_and_what_is_within_does_not() -> None:
    above = charts.bullet("a", "t", "d", observed=Bar("o", 6, "6"), limit=Bar("l", 4, "4"), whole=6)
    below = charts.bullet("a", "t", "d", observed=Bar("o", 4, "4"), limit=Bar("l", 6, "6"), whole=6)
    assert 'class="over" x="66.67%" y="24.0" width="33.33%"' in above.svg
    assert 'class="lack" x="66.67%" y="24.0" width="33.33%"' in below.svg


def test_nothing_at_all_can_be_drawn() -> None:
    assert charts.bars("a", "t", "d", of=[], header=("a", "b")).rows == ()
    assert "NaN" not in charts.bullet("a", "t", "d", observed=Bar("o", 0, "0"), limit=Bar("l", 0, "0"), whole=0).svg
    assert charts.timeline("a", "t", "d", stretches=["1"], lanes=[Lane("l", (0,))], header="d").rows == ()
