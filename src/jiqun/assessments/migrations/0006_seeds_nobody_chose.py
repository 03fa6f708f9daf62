from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0005_formal_check_revision"),
    ]

    operations = [
        migrations.AddField(
            model_name="panel",
            name="seed_entry",
            field=models.BigIntegerField(null=True, verbose_name="种子所据记录"),
        ),
        migrations.AddField(
            model_name="spotcheckdraw",
            name="seed_known_at",
            field=models.DateTimeField(null=True, verbose_name="种子产生时间"),
        ),
    ]
