import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("licensing", "0005_instrument_in_order"),
    ]

    operations = [
        migrations.CreateModel(
            name="LeftPlace",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveIntegerField(unique=True)),
                ("left_at", models.DateTimeField()),
                (
                    "authorisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="left_places",
                        to="licensing.authorisation",
                    ),
                ),
            ],
        ),
    ]
