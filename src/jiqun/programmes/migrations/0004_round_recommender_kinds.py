"""The kind of each recommender is frozen with the round, because the quota goes by it."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0003_workday_year"),
    ]

    operations = [
        migrations.AddField(
            model_name="round",
            name="recommender_kinds",
            field=models.JSONField(default=dict, verbose_name="推荐单位类别"),
        ),
    ]
