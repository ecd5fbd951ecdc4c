"""A workbook around its sheet: which sheet is read, its shared texts, its number formats, its first day."""

from collections.abc import Iterator
from dataclasses import dataclass

from rugsat.operations.intake.parse.xlsx_cell import Shown, shown_by, text_of_string
from rugsat.operations.intake.parse.xlsx_package import Link, Package
from rugsat.operations.intake.parse.xml_stream import Begin, End

_MOST_FORMATS = 100_000


@dataclass(frozen=True, slots=True)
class Workbook:
    """What the cells of a sheet refer to."""

    sheet: str
    """Name of the part that holds the sheet."""
    texts: list[str]
    formats: list[Shown]
    since_1904: bool


def open_workbook(package: Package, *, wanted: frozenset[str]) -> Workbook:
    """Find the sheet with a wanted name, else the only one with values that is not hidden, and what it refers to."""
    main = [target for kind, target in package.links_of("").values() if kind == "officeDocument"]
    if len(main) != 1:
        package.refuse("it has no workbook in it; save it anew as .xlsx")
    links = package.links_of(main[0])
    sheets, since_1904 = _sheets(package, main[0])
    part = _wanted({name: links.get(link, ("", "")) for name, link in sheets.items()}, package, wanted)
    parts = {kind: target for kind, target in links.values() if kind in {"sharedStrings", "styles"}}
    texts = list(_texts(package, parts["sharedStrings"])) if "sharedStrings" in parts else []
    formats = _formats(package, parts["styles"]) if "styles" in parts else []
    return Workbook(part, texts, formats, since_1904)


def _wanted(sheets: dict[str, Link], package: Package, wanted: frozenset[str]) -> str:
    """The part of the sheet to be read; refused where another sheet has values too, for nobody would read them."""
    named = next((name for name in sheets if name in wanted), "")
    chosen = named or next(iter(sheets), "")
    kind, part = sheets.get(chosen, ("", ""))
    if kind != "worksheet":
        package.refuse("its first sheet is no table of cells; put the table on the first sheet")
    others = () if named else ((name, at) for name, (kind, at) in sheets.items() if kind == "worksheet" and at != part)
    for name, other in others:
        if any(isinstance(event, End) and event.text for event in package.elements_of(other, kind="sheet")):
            package.refuse(
                f"its sheets '{chosen[:40]}' and '{name[:40]}' both have values and only one is read; give that one "
                "the name of the return, or remove the other"
            )
    return part


def _sheets(package: Package, part: str) -> tuple[dict[str, str], bool]:
    """The relations of the sheets that are not hidden by their names, in order, and whether day 0 is in 1904."""
    sheets: dict[str, str] = {}
    since_1904 = False
    for event in package.elements_of(part):
        if not isinstance(event, Begin):
            continue
        local, about = event.name.rpartition(" ")[2], event.attributes
        if local == "workbookPr":
            since_1904 = about.get("date1904") in {"1", "true"}
        elif local == "sheet" and about.get("state", "visible") == "visible":
            link = next((value for key, value in about.items() if key.endswith("relationships id")), "")
            sheets.setdefault(about.get("name", ""), link)
    return sheets, since_1904


def _texts(package: Package, part: str) -> Iterator[str]:
    pieces: list[str] = []
    phonetic = False
    for event in package.elements_of(part, kind="strings"):
        local = event.name.rpartition(" ")[2]
        if local == "rPh":
            phonetic = isinstance(event, Begin)
        elif isinstance(event, End) and local == "t" and not phonetic:
            pieces.append(event.text)
        elif isinstance(event, End) and local == "si":
            yield text_of_string("".join(pieces))
            pieces = []


def _formats(package: Package, part: str) -> list[Shown]:
    """What each cell style shows."""
    codes: dict[str, str] = {}
    formats: list[Shown] = []
    inside = False
    for event in package.elements_of(part):
        local = event.name.rpartition(" ")[2]
        if local == "cellXfs":
            inside = isinstance(event, Begin)
        elif isinstance(event, End) or len(formats) > _MOST_FORMATS:
            continue
        elif local == "numFmt":
            codes[event.attributes.get("numFmtId", "")] = event.attributes.get("formatCode", "")[:256]
        elif local == "xf" and inside:
            number = event.attributes.get("numFmtId", "0")
            formats.append(shown_by(int(number) if number.isdecimal() and len(number) < 6 else 0, codes.get(number)))
    return formats
