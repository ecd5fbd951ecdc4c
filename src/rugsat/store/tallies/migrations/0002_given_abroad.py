"""Authorisations that another country's authority has given are counted apart; all is counted anew by the triggers."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tallies", "0001_initial"), ("licensing", "0004_given_in")]

    operations = [
        migrations.AddField(model_name="tally", name="abroad", field=models.BooleanField(default=False)),
    ]
