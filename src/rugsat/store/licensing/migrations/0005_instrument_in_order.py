from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("licensing", "0004_given_in"),
        ("parties", "0004_warning_drafts"),
    ]

    operations = [
        migrations.AlterField(
            model_name="authorisation",
            name="instrument",
            field=models.CharField(max_length=60),
        ),
        migrations.AddIndex(
            model_name="authorisation",
            index=models.Index(fields=["instrument", "authorisation"], name="authorisation_instrument"),
        ),
    ]
