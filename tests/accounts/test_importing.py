from __future__ import annotations

from io import BytesIO

import pytest
import xlsxwriter

from jiqun.accounts.models import Person, Seat
from jiqun.accounts.services.importing import MAX_ROWS, import_workbook
from jiqun.core.findings import Refused
from tests.accounts.scene import AT, city_admin, workbook
from tests.factories import make_city, make_county

pytestmark = pytest.mark.django_db
COUNTY = "定襄县工业和信息化局"


def refused(content: bytes) -> list[str]:
    """The sentences with which a workbook is refused."""
    make_county()
    with pytest.raises(Refused) as refusal:
        import_workbook(content, by=city_admin(), at=AT)
    return [finding.message for finding in refusal.value.findings]


def test_every_row_becomes_a_seat():
    make_county()
    rows = [(COUNTY, "经办人", "张工", "Zhanggong", 13800000000), (COUNTY, "负责人", "李局", "liju", "")]

    made = import_workbook(workbook(*rows), by=city_admin(), at=AT)

    assert [(each.seat.person.username, each.seat.role_term.label) for each in made] == [
        ("zhanggong", "经办人"),
        ("liju", "负责人"),
    ]
    assert made[0].seat.person.phone == "13800000000"
    assert all(each.first_password for each in made)


def test_one_person_in_two_rows_gets_one_password():
    make_county()
    rows = [(COUNTY, "经办人", "张工", "zhanggong", ""), (COUNTY, "负责人", "张工", "zhanggong", "")]

    made = import_workbook(workbook(*rows), by=city_admin(), at=AT)

    assert made[0].first_password == made[1].first_password != ""


def test_each_wrong_row_is_named_and_nobody_is_created():
    rows = [
        (COUNTY, "经办人", "张工", "zhanggong", ""),
        ("没有的局", "经办人", "王工", "wanggong", ""),
        (COUNTY, "科长", "赵工", "zhaogong", ""),
        (),
        (COUNTY, "评审专家", "钱工", "qiangong", ""),
        (COUNTY, "经办人", "", "1", ""),
    ]

    messages = refused(workbook(*rows))

    assert [message.split("：")[0].split("“")[0] for message in messages] == [
        "第3行",
        "第4行",
        "第6行",
        "第7行请填写姓名",
        "第7行",
    ]
    assert not Person.objects.filter(username="zhanggong").exists()


def test_an_office_of_another_territory_is_refused_by_row():
    make_city("140300", "阳泉市")

    messages = refused(workbook(("阳泉市工业和信息化局", "经办人", "张工", "zhanggong", "")))

    assert messages == ["第2行“张工”：阳泉市工业和信息化局不是本单位或直接下级单位，请由其上级单位建立"]


def test_the_same_seat_twice_names_both_rows():
    row = (COUNTY, "经办人", "张工", "zhanggong", "")

    assert refused(workbook(row, row)) == ["第3行与第2行是同一席位，请删去一行"]


def test_one_user_name_for_two_people_names_both_rows():
    rows = [(COUNTY, "经办人", "张工", "zhang", ""), (COUNTY, "负责人", "李局", "zhang", "")]

    assert refused(workbook(*rows)) == ["第3行：登录名“zhang”已用于第2行“张工”，请换一个"]


def test_other_columns_are_refused():
    content = workbook(headers=("姓名", "单位"))

    assert refused(content) == ["表头应依次为：单位、岗位、姓名、登录名、联系电话；请下载模板后填写"]


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04 broken"])
def test_what_is_no_workbook_is_refused(content):
    assert refused(content) == ["该文件无法读取，请使用Excel工作簿（xlsx）"]


@pytest.mark.parametrize("count", [0, MAX_ROWS + 1])
def test_a_list_has_at_least_one_row_and_not_too_many(count):
    rows = [(COUNTY, "经办人", f"人{n}", f"user-{n}", "") for n in range(count)]

    assert refused(workbook(*rows)) == [f"工作表须有1至{MAX_ROWS}行填写了姓名和登录名的账号，现有{count}行"]


def test_the_office_of_one_s_own_territory_is_meant_when_names_repeat():
    elsewhere = make_county("140302", "城区", city=make_city("140300", "阳泉市"))
    make_county("140902", "城区")

    [made] = import_workbook(workbook((elsewhere.name, "经办人", "张工", "zhanggong", "")), by=city_admin(), at=AT)

    assert Seat.objects.get(pk=made.seat.pk).authority.code == "140902"


def test_a_workbook_too_large_to_lay_out_is_refused_and_does_not_end_the_process():
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "单位")
        sheet.write(1_048_575, 16_383, "单位")

    assert refused(buffer.getvalue()) == ["该文件有内容的单元格相距过远，请删除表格以外的内容后再使用"]


def test_cells_without_a_value_are_named():
    make_county()
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ("单位", "岗位", "姓名", "登录名", "联系电话"))
        sheet.write_row(1, 0, (COUNTY, "经办人", "张工", "zhanggong", ""))
        sheet.write_formula(1, 4, "=1/0", None, "#DIV/0!")

    assert refused(buffer.getvalue()) == ["第2行E列：错误值“#DIV/0!”，请改正后再使用"]


@pytest.mark.parametrize(
    ("name", "phone", "sentence"),
    [
        ("张" * 70, "", f"第2行“{'张' * 20}…”：姓名应不超过60个字符，现为70个"),
        ("张工", "1" * 50, "第2行“张工”：联系电话应不超过40个字符，现为50个"),
        ("张\u0085工", "", "第2行“张工”：姓名中有换行等不可见的字符，请删去后重新填写"),
    ],
)
def test_what_no_column_can_hold_is_refused_by_row(name: str, phone: str, sentence: str):
    assert refused(workbook((COUNTY, "经办人", name, "zhanggong", phone))) == [sentence]


def test_rows_that_name_nobody_are_left_out_and_each_other_row_has_one_message():
    book = workbook(
        ["定襄县工业和信息化局", "经办人", "", "", ""],
        ["没有的单位", "没有的岗位", "张工", "zhanggong", ""],
    )
    make_county()

    with pytest.raises(Refused) as refusal:
        import_workbook(book, by=city_admin(), at=AT)

    assert [each.message.partition("：")[0] for each in refusal.value.findings] == ["第3行"]
