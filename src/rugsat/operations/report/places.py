"""Where findings lie: the zone that the law was applied for, or that the register or the grid knows."""

from collections.abc import Iterator, Mapping
from datetime import date

import polars as pl

from rugsat.evidence.lake.lake import Lake
from rugsat.operations.report.sentences import subject_identifiers

SEVERAL, NOWHERE = "several", "nowhere"
"""Of a finding that concerns sites in several zones, and of one that has no place, such as that of an exchange."""

_ANY = "*"
_POINTS = "connection_points"
_Tables = Mapping[str, pl.DataFrame]


def counts_by_zone(findings: pl.DataFrame, evidence: _Tables) -> dict[str, int]:
    """How many findings lie in each zone, in several, or nowhere."""
    counted = zones_of(findings, evidence)["place"].value_counts()
    return {str(zone): int(count) for zone, count in sorted(counted.iter_rows())}


def zones_of(findings: pl.DataFrame, evidence: _Tables) -> pl.DataFrame:
    """Finding and `place`: where the law did not differ by zone, that of the site or connection on the last day."""
    subjects = findings.select("subject").unique(maintain_order=True)["subject"].to_list()
    first = [subject_identifiers(subject)[0] for subject in subjects]
    named = pl.DataFrame(
        {"subject": subjects, "kind": [kind for kind, _ in first], "identifier": [name for _, name in first]},
        schema={"subject": pl.String, "kind": pl.String, "identifier": pl.String},
    )
    asked = findings.select("finding", "subject", "last_day", "zone").join(named, on="subject", how="left")
    placed = asked
    for number, known in enumerate((_by_register(evidence), _by_grid(evidence))):
        placed = placed.join(_found(asked, known).rename({"place": f"place_{number}"}), on="finding", how="left")
    by_law = pl.when(pl.col("zone") != _ANY).then("zone")
    return placed.select("finding", place=pl.coalesce(by_law, "place_0", "place_1", pl.lit(NOWHERE)))


def points_of(lake: Lake, commit: int, findings: pl.DataFrame) -> dict[str, pl.DataFrame]:
    """The zones of the connections that findings concern, as the energy providers reported them."""
    paths = lake.paths(lake.state(commit).of(_POINTS))
    wanted = {name for kind, name in map(_first, findings["subject"].unique()) if kind == "connection"}
    if not paths or not wanted:
        return {}
    lines = pl.scan_parquet(paths).select("connection", "region", "reported")
    return {_POINTS: lines.filter(pl.col("connection").is_in(sorted(wanted))).collect()}


def _first(subject: str) -> tuple[str, str]:
    return subject_identifiers(subject)[0]


def _found(asked: pl.DataFrame, known: pl.DataFrame) -> pl.DataFrame:
    """One place for each finding that has any on its last day."""
    until = pl.col("until")
    true = (pl.col("since") <= pl.col("last_day")) & (until.is_null() | (until > pl.col("last_day")))
    met = asked.join(known, on=["kind", "identifier"], how="inner", suffix="_known").filter(true)
    only = pl.when(pl.col("place").n_unique() > 1).then(pl.lit(SEVERAL)).otherwise(pl.col("place").first())
    return met.group_by("finding").agg(only.alias("place"))


def _by_register(evidence: _Tables) -> pl.DataFrame:
    """Kind, identifier and place of all that the register has at a site."""
    empty = pl.DataFrame(schema=_KNOWN)
    if "register.sites" not in evidence:
        return empty
    sites = evidence["register.sites"].filter(pl.col("zone") != _ANY)
    return pl.concat([empty, *_at_sites(sites, evidence)])


def _at_sites(sites: pl.DataFrame, evidence: _Tables) -> Iterator[pl.DataFrame]:
    yield _known(sites, "site", "site")
    yield _known(sites, "authorisation", "authorisation")
    for kind, table, key in (
        ("connection", "connections", "site"),
        ("device", "devices", "site"),
        ("party", "authorisations", "authorisation"),
    ):
        if f"register.{table}" in evidence:
            held = evidence[f"register.{table}"].select(kind if kind != "device" else "serial", key, "since", "until")
            joined = held.join(sites.select(key, "zone", "since", "until"), on=key, how="inner", suffix="_site")
            both = joined.with_columns(
                since=pl.max_horizontal("since", "since_site"), until=pl.min_horizontal("until", "until_site")
            )
            yield _known(both, kind, held.columns[0])


def _by_grid(evidence: _Tables) -> pl.DataFrame:
    """Kind, identifier and place of connections, by the line reported last."""
    if _POINTS not in evidence:
        return pl.DataFrame(schema=_KNOWN)
    last = evidence[_POINTS].sort("reported").group_by("connection", maintain_order=True).last()
    lines = last.with_columns(zone="region", since=pl.lit(date.min), until=pl.lit(None, dtype=pl.Date))
    return _known(lines, "connection", "connection")


_KNOWN = {"kind": pl.String, "identifier": pl.String, "place": pl.String, "since": pl.Date, "until": pl.Date}


def _known(table: pl.DataFrame, kind: str, identifier: str) -> pl.DataFrame:
    return table.select(pl.lit(kind).alias("kind"), identifier=identifier, place="zone", since="since", until="until")
