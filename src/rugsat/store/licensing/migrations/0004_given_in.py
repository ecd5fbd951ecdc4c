from typing import Any

from django.db import migrations, models


def say_where_they_were_given(apps: Any, _schema_editor: Any) -> None:
    """Those that came from a register of others were given where their holders are, as far as anything says."""
    facts = apps.get_model("licensing", "AuthorisationFacts").objects
    held = apps.get_model("licensing", "Authorisation").objects
    countries = apps.get_model("parties", "PartyFacts").objects
    for country in sorted(set(countries.filter(superseded_at__isnull=True).values_list("country", flat=True))):
        there = countries.filter(superseded_at__isnull=True, country=country).values("party")
        imported = facts.filter(act__startswith="import/", party__in=there).values("authorisation")
        held.filter(pk__in=imported, case__isnull=True).update(given_in=country)


class Migration(migrations.Migration):
    dependencies = [("licensing", "0003_case_waiting"), ("parties", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="authorisation",
            name="given_in",
            field=models.CharField(max_length=2, null=True),
        ),
        migrations.RunPython(say_where_they_were_given, migrations.RunPython.noop, elidable=True),
    ]
