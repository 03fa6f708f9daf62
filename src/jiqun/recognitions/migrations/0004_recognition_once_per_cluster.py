from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("recognitions", "0003_list_of_what_is_decided_here"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="recognition",
            name="recognition_once",
        ),
        migrations.AddConstraint(
            model_name="recognition",
            constraint=models.UniqueConstraint(
                condition=models.Q(("declaration__isnull", False)),
                fields=("level", "batch", "cluster"),
                name="recognition_once",
                violation_error_message="该集群本年度已有同级别的认定",
            ),
        ),
        migrations.AddConstraint(
            model_name="recognition",
            constraint=models.UniqueConstraint(
                condition=models.Q(("declaration", None)),
                fields=("level", "batch", "name"),
                name="recognition_by_name_once",
            ),
        ),
    ]
