"""Personal data that is divided, disguised or named by its paper is found, and what only looks like it is not."""

import base64
import io
from pathlib import Path

import docx
import openpyxl
import pytest
from planted import jpeg, tiff

from gksite.model.blocks import Paragraph, Spot
from gksite.privacy.detect import detect
from gksite.privacy.finding import NOTHING_PUBLIC
from gksite.privacy.masking import masked
from gksite.privacy.stretches import stretches_of_blocks, stretches_of_text
from gksite.readers import no_progress
from gksite.readers.docx import read as read_docx
from gksite.readers.fitness.pictures import look
from gksite.readers.masked_copy import read, request

ID = "539999198001011238"
"""A made-up identity number of a county that does not exist."""
MOBILE = "13800001234"


def kinds(text: str) -> list[str]:
    return [finding.kind for one in stretches_of_text(text) for finding in detect(one.stretch)]


@pytest.mark.parametrize(
    "text",
    [
        f"| 姓名 | 身份证号 |  |\n|---|---|---|\n| 王强 | {ID[:12]} | {ID[12:]} |",
        "身份证号\t" + "\t".join(ID),
        f"身份证号：**{ID[:6]}**{ID[6:]}",
        f"身份证号：{ID[:6]}·{ID[6:10]}·{ID[10:14]}·{ID[14:]}",
        f"见 https://www.yunling.gov.cn/cx?sfz={ID}",
        f"序号1.{ID}；",
        f"证号{ID}A类",
        f"身份证号 {ID[0]}.{ID[1:15]}E+17",
    ],
)
def test_a_divided_identity_number_is_found(text: str) -> None:
    assert kinds(text) == ["id"]


@pytest.mark.parametrize(
    "text",
    [
        f"项目代码\t{ID[:12]}\t{ID[12:]}",
        f"1.2{ID}",
        f"编号AB{ID}CD",
        f"金额 {ID[0]}.{ID[1:15]}E+17",
        f"证号{ID[:10]}**{ID[12:]}",
        "https://www.yunling.gov.cn/zwgk/20260615/13800001234567.html",
    ],
)
def test_digits_of_other_things_are_not_put_together(text: str) -> None:
    assert kinds(text) == []


def test_a_number_over_two_paragraphs_is_found() -> None:
    blocks = [Paragraph(f"身份证号 {ID[:9]}", Spot()), Paragraph(f"{ID[9:]} 张伟", Spot())]
    found = [finding.kind for one in stretches_of_blocks(blocks) for finding in detect(one.stretch)]
    assert found == ["id"]


def test_two_paragraphs_of_other_numbers_stay_apart() -> None:
    blocks = [Paragraph("面积 123456", Spot()), Paragraph("7890亩", Spot())]
    assert [one.stretch.text for one in stretches_of_blocks(blocks)] == ["面积 123456", "7890亩"]


@pytest.mark.parametrize(
    "text", ["手机：<b>138</b>00001234", "手机 138·0000·1234", "手机：138&nbsp;0000&nbsp;1234", "电话\t138\t00001234"]
)
def test_a_mobile_number_between_marks_is_found(text: str) -> None:
    assert kinds(text) == ["mobile"]


@pytest.mark.parametrize(
    "text",
    [
        "<b>13800001234</b>元",
        "**13800001234**元",
        "138**0000**1234件",
        "项目\t预算数\n道路\t13800001234",
        "个人账户余额13800001234元",
    ],
)
def test_sums_and_masks_between_marks_are_silent(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "台胞证号码 12345678",
        "姓名\t台胞证号\n李雷\t12345678",
        "回乡证 H1234567801",
        "军官证号：军字第1234567号",
        "出生医学证明编号T530123456",
        "外国人永久居留身份证号：USA110078010101",
        "Passport No.: E1234 5679",
        "驾驶证档案编号：530100123456",
        "港澳通行证（CA1234567）",
    ],
)
def test_a_paper_is_known_by_its_name(text: str) -> None:
    assert kinds(text) == ["passport"]


@pytest.mark.parametrize(
    "text",
    [
        "护照 2026 12345 本",
        "建字第530325202600012号",
        "通行证：2026年办理12345678件",
        "驾驶证档案编号：见附件",
        "军字第123号",
    ],
)
def test_words_about_papers_are_silent(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    "text", ["外交车辆使014578", "车辆粤A0123领", "粤Z·H023澳入境", "新能源车沪AD12345", "京A12345D"]
)
def test_a_plate_of_a_rare_kind_is_found(text: str) -> None:
    assert kinds(text) == ["plate"]


@pytest.mark.parametrize(
    "text",
    ["行政执法证号云A123456", "特种设备登记证 梯11云A00138(26)", "甘A0001领导", "粤Z2026港澳台", "车辆使用率98%"],
)
def test_codes_that_begin_like_plates_are_silent(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "邮箱 zhangwei(at)163.com",
        "邮箱：lisi [at] qq [dot] com",
        "邮箱：wangwu#163.com（#换成@）",
        "邮箱 li艾特163点com",
    ],
)
def test_a_disguised_mail_address_is_found(text: str) -> None:
    assert kinds(text) == ["email"]


@pytest.mark.parametrize(
    "text", ["电子邮箱 xxgk(at)yunling.gov.cn", "C#.net 编程", "邮箱管理员 at 中心", "邮箱：见首页#通讯录"]
)
def test_offices_and_signs_are_no_mail_addresses(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "孤儿王小明每月发放1800元",
        "幼儿园小班张子涵",
        "走失女童刘思琪，6岁",
        "姓名\t年级\n林晓雯\t五年级",
        "小学生黄梓涵溺水身亡",
    ],
)
def test_a_child_is_found_by_what_is_said_of_it(text: str) -> None:
    assert kinds(text) == ["minor"]


def test_every_child_of_a_list_is_found() -> None:
    assert kinds("留守儿童名单：周子轩、吴雨欣") == ["minor", "minor"]


@pytest.mark.parametrize(
    "text",
    [
        "姓名\t任教学科\t年级\n李娜\t语文\t三年级",
        "学生安全被列为重点",
        "儿童关爱被纳入规划",
        "女童保护基金",
        "年级\t人数\n三年级\t120",
    ],
)
def test_teachers_and_words_about_children_are_silent(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize(
    "text", ["住院号0087654", "王建国被诊断为白血病", "杨帆（抑郁症）申请延期", "救助对象刘洋，病毒感染者"]
)
def test_an_illness_is_found_beside_a_name(text: str) -> None:
    assert kinds(text) == ["medical"]


@pytest.mark.parametrize("text", ["张伟（传染病科主任）", "样品检测阳性", "居民健康档案", "艾滋病感染者管理"])
def test_doctors_and_words_about_illness_are_silent(text: str) -> None:
    assert kinds(text) == []


@pytest.mark.parametrize("text", ["租住于云岭镇南苑小区6栋701", "通讯地址（家庭）：云岭镇文化路9弄12号601室"])
def test_a_rented_home_is_found(text: str) -> None:
    assert kinds(text) == ["address"]


@pytest.mark.parametrize(
    "text", ["住宅小区3栋2单元501室加装电梯", "住建局3楼302室", "居住区配套12号楼", "租住公租房的12户家庭"]
)
def test_words_that_begin_with_to_live_are_no_homes(text: str) -> None:
    assert kinds(text) == []


def test_a_mask_leaves_marks_and_disguises_as_they_are() -> None:
    assert masked("mobile", "138</b>00001234") == "138</b>****1234"
    assert masked("email", "lisi（at）163.com") == "l***（at）163.com"


def masked_copy(kind: str, data: bytes) -> bytes:
    facts = dict(read(request(kind, data, "strict", NOTHING_PUBLIC), no_progress).facts)
    assert facts["left"] == "0"
    return base64.b85decode(facts["copy"])


def test_a_link_by_which_somebody_is_called_is_found_and_masked() -> None:
    document = docx.Document()
    document.add_paragraph("联系我们")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
    document.part.relate_to(f"tel:{MOBILE}", kind, is_external=True)
    stream = io.BytesIO()
    document.save(stream)
    assert MOBILE in [margin.text for margin in read_docx(stream.getvalue(), no_progress).margins]
    copy = docx.Document(io.BytesIO(masked_copy("docx", stream.getvalue())))
    targets = [relation.target_ref for relation in copy.part.rels.values() if relation.is_external]
    assert targets == ["tel:138****1234"]


def test_names_of_sheets_and_formulas_are_masked_so_that_the_workbook_opens(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.title = MOBILE
    book.active["A1"] = f"手机{MOBILE}"
    book.active.oddFooter.center.text = f"手机{MOBILE}"
    file = tmp_path / "a.xlsx"
    book.save(file)
    copy = openpyxl.load_workbook(io.BytesIO(masked_copy("xlsx", file.read_bytes())))
    assert copy.sheetnames == ["138xxxx1234"]
    assert copy.active is not None
    assert copy.active["A1"].value == "手机138****1234"
    assert MOBILE not in str(copy.active.oddFooter.center.text)


def test_words_in_the_description_of_a_picture_are_told() -> None:
    told = look(jpeg((0xE1, b"Exif\0\0" + tiff(0x010E, f"手机{MOBILE}".encode()))))
    assert [trace.kind for trace in told.traces] == ["author"]


def test_what_a_camera_says_of_a_picture_is_silent() -> None:
    assert look(jpeg((0xE1, b"Exif\0\0" + tiff(0x010E, b"OLYMPUS DIGITAL CAMERA")))).traces == ()
