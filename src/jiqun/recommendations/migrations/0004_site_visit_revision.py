from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("recommendations", "0003_visit_conformity"),
    ]

    operations = [
        migrations.AddField(
            model_name="sitevisit",
            name="revision",
            field=models.PositiveIntegerField(default=0, verbose_name="版本"),
        ),
    ]
