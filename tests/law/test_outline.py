import json
import re
import shutil
from importlib.resources import files
from pathlib import Path

import pytest

from rugsat.kernel.errors import SourceError
from rugsat.law import outline
from rugsat.law.outline import FILE, outline_of
from rugsat.law.pack import RulePack, jurisdictions, load_jurisdiction

SHIPPED = Path(str(files("rugsat.law").joinpath("jurisdictions")))
DRAWN = [code for code in jurisdictions() if outline_of(code)]


def test_at_least_one_jurisdiction_has_an_outline_and_one_has_none() -> None:
    assert DRAWN
    assert outline_of("kz") is None


@pytest.mark.parametrize("code", DRAWN)
def test_an_outline_draws_every_zone_of_the_law_within_its_frame_and_no_other(code: str) -> None:
    drawn = outline_of(code)
    assert drawn is not None
    assert drawn.zones.keys() == load_jurisdiction(code).rulebook.jurisdiction.zones.keys()
    for zone in drawn.zones.values():
        corners = [(float(x), float(y)) for x, y in re.findall(r"(-?[\d.]+),(-?[\d.]+)", zone.path)]
        for across, down in [*corners, zone.at]:
            assert 0 <= across <= drawn.width
            assert 0 <= down <= drawn.height


@pytest.mark.parametrize("code", DRAWN)
def test_an_outline_names_its_source_and_licence_and_draws_straight_lines_only(code: str) -> None:
    document = json.loads((SHIPPED / code / FILE).read_text())
    assert document["source"]
    assert document["licence"]
    assert all(re.fullmatch(r"[MLZ\d.,-]*", zone.get("path", "")) for zone in document["zones"].values())


def test_an_outline_is_no_part_of_the_rule_pack(tmp_path: Path) -> None:
    without = tmp_path / "tm"
    shutil.copytree(SHIPPED / "tm", without, ignore=shutil.ignore_patterns(FILE))
    forms = SHIPPED.parent / "forms"
    assert RulePack.from_folder(without, forms=forms) == RulePack.from_folder(SHIPPED / "tm", forms=forms)


def test_a_damaged_outline_is_refused_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "jurisdictions" / "xx"
    folder.mkdir(parents=True)
    (folder / FILE).write_text('{"width": 3}')
    monkeypatch.setattr(outline, "installed", lambda _package: tmp_path)
    with pytest.raises(SourceError, match=r"xx/outline\.json.*no outline.*needs width, height, source and zones"):
        outline_of("xx")
