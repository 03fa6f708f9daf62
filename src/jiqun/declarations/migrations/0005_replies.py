from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("declarations", "0004_voiding"),
    ]

    operations = [
        migrations.AddField(
            model_name="fieldremark",
            name="reply",
            field=models.CharField(blank=True, max_length=1000, verbose_name="补正答复"),
        ),
    ]
