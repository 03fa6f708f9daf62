from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0004_defence"),
    ]

    operations = [
        migrations.AddField(
            model_name="formalcheck",
            name="revision",
            field=models.PositiveIntegerField(default=0, verbose_name="版本"),
        ),
    ]
