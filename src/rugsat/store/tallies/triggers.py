"""The triggers that keep the tallies: what a row of the register adds while it is known."""

# ruff: noqa: S608
# Every name in a statement is that of a table of ours; nothing that anybody asks comes into one.

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper

from rugsat.store.licensing.models import Authorisation, AuthorisationFacts
from rugsat.store.parties.models import PartyFacts
from rugsat.store.tallies.models import AUTHORISATION, BEGUN, PARTY, Tally

NAME = "tally_v3"
"""Beginning of the names; whoever changes what a trigger does changes it, so that older ones are replaced."""
_ANY = "tally_"
_TALLY, _FACTS, _PARTIES, _NUMBERS = (
    model._meta.db_table for model in (Tally, AuthorisationFacts, PartyFacts, Authorisation)
)
_COLUMNS = f"INSERT INTO {_TALLY} (what, day, instrument, status, cls, abroad, count, watts)"
_PERSON = "natural_person"


def create(connection: BaseDatabaseWrapper) -> None:
    """Make the triggers, in place of all older ones."""
    drop(connection)
    with connection.cursor() as cursor:
        for statement in _statements(connection.vendor):
            cursor.execute(statement)


def drop(connection: BaseDatabaseWrapper) -> None:
    """Take every trigger of tallies away."""
    with connection.cursor() as cursor:
        for name, table in _there(connection):
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{on}")


def are_there(connection: BaseDatabaseWrapper) -> bool:
    """Tell whether the triggers are there as this version makes them; remaking a table takes those of SQLite away."""
    return {name for name, _ in _there(connection)} == set(_names(connection.vendor))


def recount(connection: BaseDatabaseWrapper) -> None:
    """Count the register from its rows, in place of what was kept."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {_TALLY}")
        for statement in _counted():
            cursor.execute(statement)


def _statements(vendor: str) -> Iterator[str]:
    for name, table in ((AUTHORISATION, _FACTS), (PARTY, _PARTIES)):
        if vendor == "postgresql":
            yield _function(name)
            yield (
                f"CREATE TRIGGER {NAME}_{name} BEFORE INSERT OR UPDATE OR DELETE ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION {NAME}_{name}()"
            )
        else:
            for event, row, sign in (
                ("INSERT", "NEW", 1),
                ("UPDATE", "OLD", -1),
                ("UPDATE", "NEW", 1),
                ("DELETE", "OLD", -1),
            ):
                yield (
                    f"CREATE TRIGGER {NAME}_{name}_{event}_{row} AFTER {event} ON {table} "
                    f"WHEN {row}.superseded_at IS NULL BEGIN {_changed(name, row, sign)} END"
                )


def _names(vendor: str) -> Iterator[str]:
    for name in (AUTHORISATION, PARTY):
        if vendor == "postgresql":
            yield f"{NAME}_{name}"
        else:
            yield from (f"{NAME}_{name}_{each}" for each in ("INSERT_NEW", "UPDATE_OLD", "UPDATE_NEW", "DELETE_OLD"))


def _function(name: str) -> str:
    """The function of a trigger of PostgreSQL; it runs before each row, which so sees what those before it did."""
    return f"""CREATE OR REPLACE FUNCTION {NAME}_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF TG_OP <> 'INSERT' THEN
            IF OLD.superseded_at IS NULL THEN {_changed(name, "OLD", -1)} END IF;
        END IF;
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        IF NEW.superseded_at IS NULL THEN {_changed(name, "NEW", 1)} END IF;
        RETURN NEW;
    END $$"""


def _changed(name: str, row: str, sign: int) -> str:
    """What a row adds (1) or takes away (-1): from its first day on, and the other way round from its end on."""
    if name == PARTY:
        counts = f"'{PARTY}', {{day}}, '', '', '', FALSE, {{sign}}, 0 WHERE {row}.kind <> '{_PERSON}'"
        more = ""
    else:
        # A row without its authorisation has no instrument, which the table refuses: nothing is counted amiss. One that
        # goes after its authorisation, as where all tables are emptied, is no longer counted under any.
        instrument = f"(SELECT instrument FROM {_NUMBERS} WHERE authorisation = {row}.authorisation_id)"
        watts = f"{{sign}} * COALESCE({row}.licensed_w, 0)"
        held = "1 = 1" if sign > 0 else f"{instrument} IS NOT NULL"
        what = f"{instrument}, {row}.status, {row}.cls, {_abroad(row)}"
        counts = f"'{AUTHORISATION}', {{day}}, {what}, {{sign}}, {watts} WHERE {held}"
        more = _begun(row, sign)
    first = f"{_COLUMNS} SELECT {counts.format(day=f'{row}.since', sign=sign)};"
    last = f"{_COLUMNS} SELECT {counts.format(day=f'{row}.until', sign=-sign)} AND {row}.until IS NOT NULL;"
    return f"{first} {last} {more}"


def _begun(row: str, sign: int) -> str:
    """An authorisation begins on the first day of all its rows: that day moves where this row is the first."""
    others = (
        f"(SELECT MIN(since) FROM {_FACTS} WHERE authorisation_id = {row}.authorisation_id "
        f"AND superseded_at IS NULL AND id <> {row}.id)"
    )
    values = f"'{BEGUN}', {{day}}, '', '', '', {_abroad(row)}, {{sign}}, 0"
    here = values.format(day=f"{row}.since", sign=sign)
    there = values.format(day=others, sign=-sign)
    return (
        f"{_COLUMNS} SELECT {here} WHERE {others} IS NULL OR {row}.since < {others}; "
        f"{_COLUMNS} SELECT {there} WHERE {row}.since < {others};"
    )


def _abroad(row: str) -> str:
    return f"EXISTS (SELECT 1 FROM {_NUMBERS} WHERE authorisation = {row}.authorisation_id AND given_in IS NOT NULL)"


def _counted() -> Iterator[str]:
    for day, sign in (("since", ""), ("until", "-")):
        yield (
            f"{_COLUMNS} SELECT '{AUTHORISATION}', f.{day}, a.instrument, f.status, f.cls, "
            f"a.given_in IS NOT NULL, {sign}COUNT(*), {sign}SUM(COALESCE(f.licensed_w, 0)) FROM {_FACTS} f "
            f"JOIN {_NUMBERS} a ON a.authorisation = f.authorisation_id "
            f"WHERE f.superseded_at IS NULL AND f.{day} IS NOT NULL "
            f"GROUP BY f.{day}, a.instrument, f.status, f.cls, a.given_in IS NOT NULL"
        )
        yield (
            f"{_COLUMNS} SELECT '{PARTY}', {day}, '', '', '', FALSE, {sign}COUNT(*), 0 FROM {_PARTIES} "
            f"WHERE superseded_at IS NULL AND {day} IS NOT NULL AND kind <> '{_PERSON}' GROUP BY {day}"
        )
    yield (
        f"{_COLUMNS} SELECT '{BEGUN}', began, '', '', '', given_in IS NOT NULL, COUNT(*), 0 FROM "
        f"(SELECT authorisation_id, MIN(since) AS began FROM {_FACTS} WHERE superseded_at IS NULL "
        f"GROUP BY authorisation_id) AS first JOIN {_NUMBERS} ON authorisation = authorisation_id "
        f"GROUP BY began, given_in IS NOT NULL"
    )


def _there(connection: BaseDatabaseWrapper) -> list[tuple[str, str]]:
    """Names and tables of the triggers of tallies that there are, of whichever version."""
    asked = {
        "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT t.tgname, t.tgrelid::regclass::text FROM pg_trigger t WHERE NOT t.tgisinternal",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return [(name, table) for name, table in cursor.fetchall() if name.startswith(_ANY)]
