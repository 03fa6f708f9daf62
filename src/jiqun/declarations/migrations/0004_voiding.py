import jiqun.core.vocabulary
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("declarations", "0003_extra_stages"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="declaration",
            name="declaration_stage_is_known",
        ),
        migrations.AlterField(
            model_name="declaration",
            name="stage",
            field=models.CharField(
                choices=[
                    ("draft", "填报中"),
                    ("voided", "已作废"),
                    ("signing", "待县级负责人签发"),
                    ("submitted", "待市级核查"),
                    ("city_check", "待市级抽查"),
                    ("verified", "市级核查通过"),
                    ("not_recommended", "市级未推荐"),
                    ("recommended", "待形式审查"),
                    ("refused", "不予受理"),
                    ("admitted", "待专家评审"),
                    ("under_review", "专家评审中"),
                    ("defence", "待答辩"),
                    ("reviewed", "待抽查抽取"),
                    ("spot_check", "实地抽查中"),
                    ("ready", "待会议研究"),
                    ("declined", "会议研究未通过"),
                    ("proposed", "拟定结果待公示"),
                    ("on_notice", "公示中"),
                    ("cleared", "公示期满待公布"),
                    ("recognised", "已认定"),
                    ("forwarded", "已上报工信部"),
                    ("renewed", "复核通过"),
                    ("lapsed", "复核未通过"),
                    ("not_recognised", "国家级未认定"),
                    ("disqualified", "已取消资格"),
                    ("revoked", "已撤销认定"),
                ],
                default=jiqun.core.vocabulary.Stage["DRAFT"],
                max_length=20,
                verbose_name="办理环节",
            ),
        ),
        migrations.AddConstraint(
            model_name="declaration",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "stage__in",
                        [
                            "draft",
                            "voided",
                            "signing",
                            "submitted",
                            "city_check",
                            "verified",
                            "not_recommended",
                            "recommended",
                            "refused",
                            "admitted",
                            "under_review",
                            "defence",
                            "reviewed",
                            "spot_check",
                            "ready",
                            "declined",
                            "proposed",
                            "on_notice",
                            "cleared",
                            "recognised",
                            "forwarded",
                            "renewed",
                            "lapsed",
                            "not_recognised",
                            "disqualified",
                            "revoked",
                        ],
                    )
                ),
                name="declaration_stage_is_known",
            ),
        ),
        migrations.RemoveConstraint(
            model_name="declaration",
            name="declaration_once_per_level",
        ),
        migrations.AddConstraint(
            model_name="declaration",
            constraint=models.UniqueConstraint(
                condition=models.Q(("stage", jiqun.core.vocabulary.Stage["VOIDED"]), _negated=True),
                fields=("dossier", "level", "purpose"),
                name="declaration_once_per_level",
                violation_error_message="该集群本批次已有同级别的申报事项",
            ),
        ),
    ]
