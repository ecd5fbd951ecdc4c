"""The smallest workbook that a spreadsheet opens: one sheet, whole numbers as numbers, all else as text."""

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import polars as pl

from rugsat.simulation.files.words import as_words

_OFFICE = "http://schemas.openxmlformats.org"
_MAIN = f"{_OFFICE}/spreadsheetml/2006/main"
_RELATIONS = f"{_OFFICE}/officeDocument/2006/relationships"
_PACKAGE = f"{_OFFICE}/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def write_workbook(path: Path, rows: pl.DataFrame, *, title: str) -> None:
    """Write rows as the only sheet of a workbook."""
    whole = [rows[name].dtype.is_integer() for name in rows.columns]
    lines = [_row([_text(name) for name in rows.columns])]
    for row in as_words(rows).iter_rows():
        cells = [_cell(value, number=number) for value, number in zip(row, whole, strict=True)]
        lines.append(_row(cells))
    parts = {**_FRAME, "xl/workbook.xml": _workbook(title), "xl/worksheets/sheet1.xml": _sheet("".join(lines))}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), f'<?xml version="1.0" encoding="UTF-8"?>{text}')


def _row(cells: list[str]) -> str:
    return f"<row>{''.join(cells)}</row>"


def _cell(value: str | None, *, number: bool) -> str:
    if value is None:
        return "<c/>"
    return f"<c><v>{value}</v></c>" if number else _text(value)


def _text(value: str) -> str:
    return f'<c t="inlineStr"><is><t>{escape(value)}</t></is></c>'


def _sheet(lines: str) -> str:
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{lines}</sheetData></worksheet>'


def _workbook(title: str) -> str:
    sheet = f'<sheet name="{escape(title[:31])}" sheetId="1" r:id="r1"/>'
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>{sheet}</sheets></workbook>'


_FRAME = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1" '
    f'Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
}
