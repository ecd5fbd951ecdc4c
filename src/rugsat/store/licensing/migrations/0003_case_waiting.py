from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("licensing", "0002_status_place")]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(fields=["rule_pack", "instrument", "state", "opened_at"], name="case_waiting"),
        ),
        migrations.AddIndex(
            model_name="caseact",
            index=models.Index(fields=["verb", "case"], name="case_act_verb"),
        ),
    ]
