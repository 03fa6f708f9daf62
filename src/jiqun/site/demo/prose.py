"""Invented narratives of the eight aspects, the plan and the contributions."""

from __future__ import annotations

from random import Random

from jiqun.site.demo.scenes import Scene

TEXTS = {
    "narrative_1": "{place}{niche}产业形成较完整的生产体系，产品在省内细分领域保持领先，区域品牌具有一定知名度。",
    "narrative_2": "建立创新型中小企业、专精特新中小企业和小巨人企业梯度培育库，一企一策开展辅导，成效逐年提升。",
    "narrative_3": "集群内原料、加工、检测、物流环节分工明确，龙头企业带动配套企业协作，共享检测设备、仓储和人才培训。",
    "narrative_4": "依托研究中心和校企合作，围绕{niche}关键工艺开展联合攻关，参与多项标准制修订，形成协同机制。",
    "narrative_5": "组织企业开展数字化诊断，推动上云用云和工业互联网平台应用，重点工序实现数据采集和在线监测。",
    "narrative_6": "推广节能设备和清洁生产工艺，开展能效对标，固体废物综合利用水平持续提高。",
    "narrative_7": "组织企业参加国内外专业展会，与外省产业集群建立协作关系，产品出口多个国家和地区。",
    "narrative_8": "设立集群管理服务中心，配备专职人员，统筹规划、融资、检测、培训等公共服务，制定并实施三年发展规划。",
    "plan_text": "一是引进关键配套；二是加大研发投入，建设公共技术平台；三是推进数字化改造；四是完善公共服务。",
}
RE_EVALUATION = {
    "contribution_economy": "近三年集群产值和税收保持增长，占全县工业比重逐年提高。",
    "contribution_employment": "集群吸纳本地就业人数稳步增加，带动配套服务业就业。",
    "contribution_innovation": "新增多项发明专利和标准，建成省级创新平台，重点工艺实现突破。",
    "problems_found": "高端人才不足、部分企业数字化水平偏低；已制定清单，明确责任单位和完成时限。",
    "plan_review": "三年发展计划确定的主要目标基本完成，个别项目因市场变化顺延。",
}


FOUND = {
    "competitiveness": (
        "查阅县政府工作报告和产业规划，{niche}列为重点产业；走访3户骨干企业，订单和市场占有情况与申报一致。",
        "县级主导产业文件已核对原件，{niche}产值居全县工业前列；区域品牌证书齐全。",
        "实地查看展示中心和检测报告，{niche}产品进入多家整机企业供应链，行业排名有协会证明。",
    ),
    "supply_chain": (
        "抽查5份配套合同，原料供应、加工、物流均在县域内完成；共享仓储在用。",
        "走访龙头企业和4户配套企业，分工明确，共享检测设备有使用台账。",
        "查阅供应商名录和结算单，本地配套率较高，关键工序有备选供应。",
    ),
    "innovation": (
        "查看研发中心现场和设备清单，校企合作协议在有效期内，近三年项目有验收材料。",
        "创新平台认定文件已核对原件，抽查2个联合攻关项目，经费和成果有据可查。",
        "与合作院校电话核实，技术服务按协议开展；专利清单抽查5件，权属一致。",
    ),
    "digital": (
        "现场查看3户企业数据采集系统，诊断报告和上云合同齐全。",
        "抽查工业软件采购发票和平台账号，应用企业数与申报一致。",
        "查看园区网络机房和企业在线监测界面，诊断服务有签到和报告。",
    ),
    "green": (
        "调阅近三年能耗统计表和环保监测报告，指标逐年下降，无处罚记录。",
        "查看污染治理设施运行记录，绿色工厂称号文件已核对原件。",
        "抽查2户重点用能企业，能源审计报告齐全，固废去向有台账。",
    ),
    "opening": (
        "核对合作协议和报关单抽样，出口去向与申报一致；展会参展合同齐全。",
        "查阅跨省合作项目2个，履约情况良好，往来结算有凭证。",
        "走访外贸企业，近三年参展有照片和合同，协作关系属实。",
    ),
    "governance": (
        "管理服务中心现场办公，机构设立文件和人员名册齐全，年度工作有总结。",
        "查看公共服务平台服务台账，发展规划已由县政府印发并按年度分解。",
        "访谈服务中心负责人和4户企业，服务事项属实，规划任务有督办记录。",
    ),
}
"""What cities found of conditions that people judge, by aspect."""
FOUND_ELSE = "现场查看并查阅台账，情况与申报一致。"


def found(aspect: str, case_number: str, niche: str) -> str:
    """What was found of a judged condition; cases differ, and each always tells the same."""
    variants = FOUND.get(aspect, (FOUND_ELSE,))
    return Random(f"{case_number}/{aspect}").choice(variants).format(niche=niche)  # noqa: S311


def narratives(scene: Scene) -> dict[str, str]:
    """The texts of a scene; a re-evaluation adds its contributions."""
    texts = {**TEXTS, **(RE_EVALUATION if scene.re_evaluation else {})}
    return {key: text.format(place=scene.place, niche=scene.niche) for key, text in texts.items()}
