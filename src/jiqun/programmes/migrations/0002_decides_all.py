"""Rounds in which nothing is forwarded, because the ministry itself decides."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="round",
            name="decides_all",
            field=models.BooleanField(default=False, verbose_name="本级认定国家级"),
        ),
    ]
