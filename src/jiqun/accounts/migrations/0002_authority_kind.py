"""Authorities of a kind: recommenders that have a quota of their own."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="authority",
            name="kind",
            field=models.CharField(blank=True, max_length=40, verbose_name="类别"),
        ),
    ]
