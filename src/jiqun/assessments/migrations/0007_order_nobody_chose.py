from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0006_seeds_nobody_chose"),
    ]

    operations = [
        migrations.AddField(
            model_name="defencesession",
            name="seed_entry",
            field=models.BigIntegerField(null=True, verbose_name="种子所据记录"),
        ),
    ]
