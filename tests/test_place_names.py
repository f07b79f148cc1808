"""An agency is found by its names together with its place, as people and the site itself say them."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from portal import AGENCIES_PATH, Ran

from gksite.searching.truth import Truth
from gksite.text.place_names import names_with_place


@pytest.mark.parametrize(
    ("names", "place", "wanted"),
    [
        ("市财政局", "厦门市", "市财政局（厦门市） 厦门市财政局 厦门财政局"),
        ("区教育局", "思明区", "区教育局（思明区） 思明区教育局 思明教育局"),
        ("县民政局", "德安县", "县民政局（德安县） 德安县民政局 德安民政局"),
        ("市编办 市审改办", "厦门市", "市编办（厦门市） 厦门市编办 厦门编办 厦门市审改办 厦门审改办"),
        ("市财政局 厦门市财政局", "厦门市", "市财政局（厦门市） 厦门财政局"),
        ("市委宣传部", "开平市", "市委宣传部（开平市） 开平市委宣传部 开平市市委宣传部"),
        ("市政集团", "厦门市", "市政集团（厦门市） 厦门市政集团 厦门市市政集团"),
        ("市市政园林局", "厦门市", "市市政园林局（厦门市） 厦门市市政园林局 厦门市政园林局"),
        ("市市场监督管理局", "厦门市", "市市场监督管理局（厦门市） 厦门市市场监督管理局 厦门市场监督管理局"),
        ("思明生态环境局", "思明区", "思明生态环境局（思明区） 思明区生态环境局"),
        ("泉州市人民政府办公室", "泉州市", "泉州市人民政府办公室（泉州市） 泉州人民政府办公室"),
        ("省部属驻泉州有关单位", "泉州市", "省部属驻泉州有关单位（泉州市）"),
        ("各镇（街）", "开平市", "各镇（街）（开平市） 开平市各镇（街） 开平各镇（街）"),
        ("计财处", "厦门火炬高新区", "计财处（厦门火炬高新区） 厦门火炬高新区计财处"),
        ("财政局", "蓟县", "财政局（蓟县） 蓟县财政局"),
        ("财政局", "内蒙古自治区", "财政局（内蒙古自治区） 内蒙古自治区财政局 内蒙古财政局"),
        ("Finance Bureau", "Test City", "Finance Bureau (Test City)"),
    ],
)
def test_an_agency_is_called_by_its_place_in_front(names: str, place: str, wanted: str) -> None:
    given_names = [names] if names.isascii() else names.split()
    assert " ".join(names_with_place(given_names, place)) == wanted


@given(st.lists(st.text(min_size=1), min_size=1), st.text(min_size=1))
def test_none_of_the_names_is_said_again_and_none_twice(names: list[str], place: str) -> None:
    found = names_with_place(names, place)
    assert len(set(found)) == len(found)
    assert not set(found) & set(names)


def test_the_register_says_them_and_whoever_reads_it_finds_the_agency(
    portal: Callable[..., Path], run: Callable[..., Ran]
) -> None:
    root = portal({AGENCIES_PATH: ("aliases: [审计机关]", "aliases: [市审计办]")})
    assert run(root, "build", "--no-search").code == 0
    (register,) = (root / "output/data/agencies").glob("*.json")
    (audit,) = [agency for agency in json.loads(register.read_text("utf-8"))["agencies"] if agency["id"] == "shenjiju"]
    assert audit["names_with_place"] == [
        "市审计局（测试市）",
        "测试市审计局",
        "测试审计局",
        "测试市审计办",
        "测试审计办",
    ]
    truth = Truth(root / "output/data")
    for query in ("测试审计局", "測試市審計局", "市审计局（测试市）", "测试 审计办"):
        assert "agencies/ceshi/shenjiju/" in truth.find(query)
