"""Zones that recommend clusters of counties which belong to cities."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_authority_kind"),
    ]

    operations = [
        migrations.AddField(
            model_name="authority",
            name="covers",
            field=models.ManyToManyField(
                blank=True, related_name="covered_by", to="accounts.authority", verbose_name="也可推荐的县"
            ),
        ),
    ]
