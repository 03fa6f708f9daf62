"""At most so many clusters per recommender, one per niche; clusters are counted, not cases (N09)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.core.findings import Citation
from jiqun.core.quota import Nominee, Quota, check_quota

PLACES = Citation("2025年度申报通知", "一（三）3")
QUOTA = Quota(3, 1, PLACES, PLACES)
CITY = "忻州市"
nominees = st.lists(
    st.builds(
        Nominee,
        case_number=st.just("SX-1"),
        cluster=st.integers(1, 6),
        niche=st.sampled_from(["法兰", "法兰产业", "陶瓷", "玛钢", "醋", "纺机"]),
        counts=st.booleans(),
    ),
    max_size=7,
)


def cluster(name: str, niche: str = "", *, level: str = "省", counts: bool = True) -> Nominee:
    return Nominee(f"{name}-{level}", name, niche or name, counts, f"{name}产业集群")


def clusters(*names: str) -> list[Nominee]:
    return [cluster(name) for name in names]


def codes(already: list[Nominee], chosen: list[Nominee], quota: Quota = QUOTA) -> list[str]:
    return [finding.code for finding in check_quota(already, chosen, quota, CITY)]


@pytest.mark.parametrize(
    ("sent", "chosen"),
    [
        ([], []),
        ([], ["法兰"]),
        ([], ["法兰", "陶瓷", "玛钢"]),
        (["法兰", "陶瓷"], ["玛钢"]),
        (["法兰", "陶瓷", "玛钢"], []),
    ],
)
def test_a_list_within_the_quota_is_right(sent: list[str], chosen: list[str]):
    assert codes(clusters(*sent), clusters(*chosen)) == []


@pytest.mark.parametrize(
    ("sent", "chosen"),
    [([], ["法兰", "陶瓷", "玛钢", "醋"]), (["法兰", "陶瓷", "玛钢"], ["醋"]), (["法兰", "陶瓷"], ["玛钢", "醋"])],
)
def test_what_was_sent_before_counts_with_the_list(sent: list[str], chosen: list[str]):
    assert codes(clusters(*sent), clusters(*chosen)) == ["quota.recommender"]


def test_both_levels_of_a_cluster_count_once_and_do_not_clash():
    both = [cluster(name, level=level) for name in ("法兰", "陶瓷", "玛钢") for level in ("省", "国")]

    assert codes([], both) == []
    assert codes(both[:5], both[5:]) == []
    assert codes(both, [cluster("醋")]) == ["quota.recommender"]


def test_a_case_without_quota_takes_no_place_and_no_niche():
    again = [cluster(name, "法兰", counts=False) for name in ("甲", "乙", "丙", "丁")]

    assert codes(again, [*again, *clusters("法兰", "陶瓷", "玛钢")]) == []


def test_two_clusters_of_one_niche_clash_however_it_was_written():
    assert codes([], [cluster("甲", "法兰"), cluster("乙", "法兰 产业集群")]) == ["quota.niche"]
    assert codes([cluster("甲", "法兰")], [cluster("乙", "法兰产业")]) == ["quota.niche"]


def test_a_cluster_clashes_by_the_niche_of_either_of_its_cases():
    assert codes([cluster("甲", "法兰"), cluster("乙", "陶瓷")], [cluster("甲", "陶瓷", level="国")]) == ["quota.niche"]


def test_every_limit_is_reported_at_once():
    chosen = [*clusters("法兰", "陶瓷", "玛钢"), cluster("乙", "法兰"), cluster("丙", "陶瓷")]

    assert codes([], chosen) == ["quota.recommender", "quota.niche", "quota.niche"]


def test_a_cluster_without_niche_cannot_be_compared():
    unnamed = Nominee("SX-9", 9, " ")
    finding = check_quota([], [unnamed, cluster("法兰")], QUOTA, CITY)[0]

    assert (finding.code, finding.citation) == ("quota.niche_missing", PLACES)
    assert finding.message == "“SX-9”未写明细分领域，无法核对是否与其他申报重复；请退回补正后再报送"


def test_a_round_may_set_no_limits():
    chosen = [cluster(name, "法兰") for name in "甲乙丙丁戊"]

    assert codes([], chosen, Quota(None, None)) == []
    assert codes([], chosen, Quota(3, None)) == ["quota.recommender"]
    assert codes([], chosen, Quota(None, 5)) == []


def test_the_sentence_says_what_why_and_how_many_to_withdraw():
    finding = check_quota(clusters("法兰", "陶瓷"), clusters("玛钢", "醋"), QUOTA, CITY)[0]

    assert finding.citation == PLACES
    assert finding.message == (
        "忻州市此前已推荐2个，本次拟推荐2个，超过名额3个，超出名额的一律不予受理；请从本次名单中撤下1个后再报送"
    )


def test_the_sentence_names_the_clusters_that_clash():
    finding = check_quota(
        [cluster("甲", "法兰")], [cluster("乙", "法兰"), cluster("乙", "法兰", level="国")], QUOTA, CITY
    )[0]

    assert finding.message == (
        "“甲产业集群”、“乙产业集群”同属“法兰”细分领域（其中“甲产业集群”此前已推荐），"
        "每个细分领域限推荐1个；请从本次名单中撤下其中1个后再报送"
    )


@given(nominees, nominees)
def test_the_recommender_is_over_exactly_when_new_clusters_exceed_the_places(
    already: list[Nominee], chosen: list[Nominee]
):
    before = {each.cluster for each in already if each.counts}
    after = before | {each.cluster for each in chosen if each.counts}

    assert ("quota.recommender" in codes(already, chosen)) == (len(after) > 3 and after != before)


@given(nominees)
def test_sending_one_by_one_passes_only_what_passes_together(chosen: list[Nominee]):
    one_by_one = [codes(chosen[:index], [each]) for index, each in enumerate(chosen)]

    assert any(one_by_one) == bool(codes([], chosen))


@given(nominees, nominees)
def test_the_order_of_a_list_does_not_matter(already: list[Nominee], chosen: list[Nominee]):
    assert sorted(codes(already[::-1], chosen[::-1])) == sorted(codes(already, chosen))
