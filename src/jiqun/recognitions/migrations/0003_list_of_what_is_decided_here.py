"""One word for lists of what is decided here, whether at a province or at the ministry."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("recognitions", "0002_validity_mark"),
    ]

    operations = [
        migrations.AlterField(
            model_name="recognitionlist",
            name="kind",
            field=models.CharField(
                choices=[
                    ("provincial", "本级认定名单"),
                    ("forwarded", "国家级推荐名单"),
                    ("re_evaluation", "复核结果上报名单"),
                ],
                max_length=16,
                verbose_name="名单类别",
            ),
        ),
    ]
