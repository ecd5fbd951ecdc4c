"""Writing files as firms write them; none of this is shared with the readers of the system."""

import csv
import gzip
import io
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import polars as pl
import zstandard


def write_csv(path: Path, rows: list[dict], *, delimiter: str = ",", bom: bool = False) -> None:
    columns = list(dict.fromkeys(name for row in rows for name in row))
    with path.open("w", encoding="utf-8-sig" if bom else "utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, delimiter=delimiter, restval="")
        writer.writeheader()
        writer.writerows(rows)


def write_readings(path: Path, rows: list[dict]) -> None:
    if path.suffix == ".parquet":
        pl.DataFrame(rows).with_columns(
            pl.col("interval_s", "energy_wh").cast(pl.Int64),
            pl.col("began").str.to_datetime(time_zone="UTC"),
            estimated=pl.col("estimated") == "true",
        ).write_parquet(path)
        return
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    content = text.getvalue().encode()
    path.write_bytes(gzip.compress(content, mtime=0) if path.suffix == ".gz" else zstandard.compress(content))


def write_xlsx(path: Path, rows: list[dict]) -> None:
    """The smallest workbook that a spreadsheet opens: one sheet, numbers as numbers, all else as text."""
    table = [list(rows[0]), *(list(row.values()) for row in rows)]
    lines = "".join(f"<row>{''.join(map(_cell, line))}</row>" for line in table)
    main, office = "spreadsheetml/2006/main", "http://schemas.openxmlformats.org/"
    relation = f"{office}officeDocument/2006/relationships"
    package = f"{office}package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{relation}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{office}{main}" xmlns:r="{relation}"><sheets>'
        '<sheet name="mining_monthly" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{office}{main}"><sheetData>{lines}</sheetData></worksheet>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(zipfile.ZipInfo(name), f'<?xml version="1.0" encoding="UTF-8"?>{text}')


def _cell(value: object) -> str:
    if isinstance(value, int):
        return f"<c><v>{value}</v></c>"
    return f'<c t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'
