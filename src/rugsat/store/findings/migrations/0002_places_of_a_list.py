from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("findings", "0001_initial"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="officefinding",
            name="finding_status",
        ),
        migrations.AlterField(
            model_name="officefinding",
            name="check_name",
            field=models.CharField(max_length=80),
        ),
        migrations.AddIndex(
            model_name="officefinding",
            index=models.Index(fields=["status", "-last_day", "finding"], name="finding_status"),
        ),
        migrations.AddIndex(
            model_name="officefinding",
            index=models.Index(fields=["check_name", "status", "-last_day", "finding"], name="finding_check"),
        ),
        migrations.AddIndex(
            model_name="officefinding",
            index=models.Index(fields=["-last_day", "finding"], name="finding_day"),
        ),
    ]
