"""Seeing to it that the database keeps the tallies; folding the many changes of a day into one."""

# ruff: noqa: S608
# Every name in a statement is that of a table or a column of ours.

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from rugsat.store.licensing.models import Authorisation, AuthorisationFacts
from rugsat.store.parties.models import PartyFacts
from rugsat.store.tallies.models import Tally
from rugsat.store.tallies.triggers import are_there, create, recount

_COUNTED = (PartyFacts, Authorisation, AuthorisationFacts, Tally)
_KEY = "what, day, instrument, status, cls, abroad"


def keep_tallies(using: str = "default") -> None:
    """Make the triggers and count anew where they are not there; where nothing is on the register, count nothing.

    Where the tables are those of an earlier version nothing is kept: the migration that mends them counts anew.
    """
    connection = connections[using]
    if not {model._meta.db_table for model in _COUNTED} <= set(connection.introspection.table_names()):
        return
    with transaction.atomic(using=using):
        if not are_there(connection):
            if all(_is_as_now(connection, model) for model in _COUNTED):
                create(connection)
                recount(connection)
        elif not any(model._default_manager.using(using).exists() for model in (PartyFacts, AuthorisationFacts)):
            # A table that is emptied for a test takes no row after the other, and so calls no trigger everywhere.
            Tally.objects.using(using).all().delete()


def _is_as_now(connection: BaseDatabaseWrapper, model: type[Model]) -> bool:
    """Tell whether a table has all its columns: one of an earlier version, to which somebody went back, may not."""
    with connection.cursor() as cursor:
        there = {each.name for each in connection.introspection.get_table_description(cursor, model._meta.db_table)}
    return {field.column for field in model._meta.concrete_fields} <= there


def fold_tallies(using: str = "default") -> None:
    """Fold all changes of one day and kind into one row, within a transaction; no count changes by it."""
    connection, table = connections[using], Tally._meta.db_table
    folded = f"SELECT {_KEY}, SUM(count), SUM(watts)"
    rest = f"GROUP BY {_KEY} HAVING SUM(count) <> 0 OR SUM(watts) <> 0"
    with transaction.atomic(using=using), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # One statement, so that a change that another act is writing meanwhile is neither folded nor lost.
            cursor.execute(
                f"WITH gone AS (DELETE FROM {table} RETURNING *) "
                f"INSERT INTO {table} ({_KEY}, count, watts) {folded} FROM gone {rest}"
            )
            return
        cursor.execute(f"SELECT COALESCE(MAX(id), 0) FROM {table}")
        (last,) = cursor.fetchone()
        cursor.execute(
            f"INSERT INTO {table} ({_KEY}, count, watts) {folded} FROM {table} WHERE id <= %s {rest}", [last]
        )
        cursor.execute(f"DELETE FROM {table} WHERE id <= %s", [last])
