"""What a concluded visit found of the case: until now only one that found it to conform could be concluded."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models


def conforming(apps: Any, _editor: Any) -> None:
    """Every visit concluded so far found the case to conform."""
    visits = apps.get_model("recommendations", "SiteVisit").objects
    visits.filter(concluded_at__isnull=False).update(conformity="conforms")


class Migration(migrations.Migration):
    dependencies = [("recommendations", "0002_city_check")]

    operations = [
        migrations.AddField(
            model_name="sitevisit",
            name="conformity",
            field=models.CharField(
                blank=True,
                choices=[("conforms", "符合"), ("differs", "不符合"), ("not_applicable", "不涉及")],
                max_length=16,
                verbose_name="符合性结论",
            ),
        ),
        migrations.RunPython(conforming, migrations.RunPython.noop),
    ]
