"""Labels of charts: what does not fit is cut where it says least."""

import pytest

from rugsat.operations.report.charts import fitting


@pytest.mark.parametrize(
    ("label", "letters", "shown"),
    [
        ("Miners", 10, "Miners"),
        ("Licence of a provider: custody", 40, "Licence of a provider: custody"),
        ("Licence of a provider: custody", 22, "Licence of a…: custody"),
        ("Licence of a provider: of all services there are", 24, "Licence of a provider:…"),
        ("Registration of a mining pool", 20, "Registration of a…"),
    ],
)
def test_a_label_keeps_what_tells_it_from_its_neighbour(label: str, letters: int, shown: str) -> None:
    assert fitting(label, letters) == shown
    assert len(shown) <= letters or shown == label
