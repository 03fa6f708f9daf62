"""What a column of the cities' summary table may show, besides figures of the form and derived figures."""

from __future__ import annotations

SUMMARY_FACTS: dict[str, str] = {
    "rank": "推荐顺序",
    "cluster": "名称",
    "county": "所在县",
    "niche": "细分领域",
    "leading_industry": "主导产业",
    "levels": "申报级别",
    "town": "重点专业镇",
    "remark": "推荐意见",
}
