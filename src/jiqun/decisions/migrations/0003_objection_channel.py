from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("decisions", "0002_meeting_chair"),
    ]

    operations = [
        migrations.AddField(
            model_name="objection",
            name="channel",
            field=models.CharField(
                choices=[
                    ("online", "网上提出"),
                    ("written", "书面"),
                    ("telephone", "电话"),
                    ("email", "电子邮件"),
                    ("visit", "来访"),
                ],
                default="online",
                max_length=12,
                verbose_name="提出方式",
            ),
        ),
        migrations.AddField(
            model_name="objection",
            name="received_on",
            field=models.DateField(null=True, verbose_name="收到日期"),
        ),
    ]
