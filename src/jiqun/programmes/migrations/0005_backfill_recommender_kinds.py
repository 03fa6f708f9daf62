"""Rounds that are open already freeze the kinds as they stand on the day of this migration."""

from __future__ import annotations

from typing import Any

from django.db import migrations


def freeze(apps: Any, _schema: Any) -> None:
    """Give every round the kinds of today's recommenders."""
    authorities = apps.get_model("accounts", "Authority").objects.filter(tier="city")
    apps.get_model("programmes", "Round").objects.update(
        recommender_kinds=dict(authorities.values_list("code", "kind"))
    )


class Migration(migrations.Migration):
    dependencies = [
        ("programmes", "0004_round_recommender_kinds"),
        ("accounts", "0002_authority_kind"),
    ]

    operations = [migrations.RunPython(freeze, migrations.RunPython.noop)]
