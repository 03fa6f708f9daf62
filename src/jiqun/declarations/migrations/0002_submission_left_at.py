"""When a submission left the county: what others read and judge is the last one that did."""

from __future__ import annotations

from typing import Any

from django.db import migrations, models


def mark_what_left(apps: Any, _editor: Any) -> None:
    """Every submission of a case that ever left the county did so, but for one that waits for its signature."""
    left = apps.get_model("declarations", "Submission").objects.filter(declaration__first_submitted_at__isnull=False)
    left.update(left_at=models.F("submitted_at"))
    for case in apps.get_model("declarations", "Declaration").objects.filter(stage="signing"):
        newest = case.submissions.order_by("-number").first()
        if newest is not None:
            newest.left_at = None
            newest.save(update_fields=["left_at"])


class Migration(migrations.Migration):
    dependencies = [("declarations", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="submission",
            name="left_at",
            field=models.DateTimeField(null=True, verbose_name="报送市级时间"),
        ),
        migrations.RunPython(mark_what_left, migrations.RunPython.noop),
    ]
