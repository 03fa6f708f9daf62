"""Invented narratives of the eight aspects, the plan and the contributions."""

from __future__ import annotations

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


def narratives(scene: Scene) -> dict[str, str]:
    """The texts of a scene; a re-evaluation adds its contributions."""
    texts = {**TEXTS, **(RE_EVALUATION if scene.re_evaluation else {})}
    return {key: text.format(place=scene.place, niche=scene.niche) for key, text in texts.items()}
