"""Days off that the province enters itself, once the arrangement of a year is published."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0002_decides_all"),
    ]

    operations = [
        migrations.CreateModel(
            name="WorkdayYear",
            fields=[
                ("year", models.PositiveSmallIntegerField(primary_key=True, serialize=False, verbose_name="年度")),
                ("plain", models.JSONField(verbose_name="节假日安排")),
                ("changed_at", models.DateTimeField(verbose_name="登记时间")),
                ("changed_by", models.CharField(max_length=60, verbose_name="登记人")),
            ],
            options={
                "verbose_name": "节假日安排",
                "verbose_name_plural": "节假日安排",
                "ordering": ["-year"],
            },
        ),
    ]
