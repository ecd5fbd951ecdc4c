"""Writes workbooks for tests by hand, so that every part of them can be good or evil."""

import zipfile
from collections.abc import Sequence
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"

Parts = dict[str, str]


def text(value: str) -> str:
    """A cell with a text."""
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def number(value: str, style: int = 0) -> str:
    """A cell with a number, as it is written."""
    return f'<c s="{style}"><v>{value}</v></c>'


def shared(index: int) -> str:
    """A cell with a shared text."""
    return f'<c t="s"><v>{index}</v></c>'


EMPTY = "<c/>"


def sheet(rows: Sequence[Sequence[str]]) -> str:
    body = "".join(f"<row>{''.join(cells)}</row>" for cells in rows)
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{body}</sheetData></worksheet>'


def parts_of(
    sheets: dict[str, str],
    *,
    texts: Sequence[str] = (),
    formats: Sequence[str] = (),
    since_1904: bool = False,
    hidden: frozenset[str] = frozenset(),
) -> Parts:
    """The parts of a workbook; style 1 has the first of the formats, and so on."""
    states = {name: ' state="hidden"' if name in hidden else "" for name in sheets}
    names = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="s{n}"{states[name]}/>' for n, name in enumerate(sheets)
    )
    links = "".join(
        f'<Relationship Id="s{n}" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet{n}.xml"/>'
        for n in range(len(sheets))
    )
    links += f'<Relationship Id="t" Type="{_RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>'
    links += f'<Relationship Id="f" Type="{_RELATIONS}/styles" Target="/xl/styles.xml"/>'
    main = f'<Relationship Id="w" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
    codes = "".join(f'<numFmt numFmtId="{200 + n}" formatCode={quoteattr(code)}/>' for n, code in enumerate(formats))
    styles = '<xf numFmtId="0"/>' + "".join(f'<xf numFmtId="{200 + n}"/>' for n in range(len(formats)))
    strings = "".join(f"<si><t>{escape(value)}</t></si>" for value in texts)
    dates = ' date1904="1"' if since_1904 else ""
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{main}</Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><workbookPr{dates}/>'
        f"<sheets>{names}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">{links}</Relationships>',
        "xl/sharedStrings.xml": f'<sst xmlns="{_MAIN}">{strings}</sst>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><numFmts>{codes}</numFmts>'
        f'<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>{styles}</cellXfs></styleSheet>',
        **{f"xl/worksheets/sheet{n}.xml": content for n, content in enumerate(sheets.values())},
    }


def write(path: Path, parts: Parts) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def write_rows(path: Path, rows: Sequence[Sequence[str]], **options: object) -> Path:
    """Write a workbook with one sheet of these cells."""
    return write(path, parts_of({"Sheet1": sheet(rows)}, **options))  # type: ignore[arg-type]
