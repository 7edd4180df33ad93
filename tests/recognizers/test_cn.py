"""The mainland pack against python-stdnum, phonenumbers, published numbers, and headers as people write them."""

from __future__ import annotations

import re
from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest
from phonenumbers.geodata import GEOCODE_DATA
from stdnum import luhn, numdb
from stdnum.cn import ric, uscc

from piiscan.detection import packs
from piiscan.detection.cells import formed, valid
from piiscan.detection.headers import SILENT, HeaderReader
from piiscan.model.recognizer import Recognizer
from piiscan.recognizers.cn import checks
from piiscan.recognizers.dates import dated_in_full

_CN: dict[str, Recognizer] = {r.id.removeprefix("cn/"): r for r in packs.packs()["cn"]}
_HEADERS = HeaderReader(_CN.values())
_NAMED = """
    person                cust_nm khxm 客户姓名 lxr 法定代表人 联系人姓名 XingMing 收貨人 consigneeName
    mobile                tel_no lxdh 联系电话 MobilePhone sjhm 联系人电话 聯絡電話 mobile_no_1 手机号码（必填）
    resident_id           sfzh zjhm 证件号码 id_card_no cert_no 身分证号码 身份證字號
    bank_card             yhkh 银行卡号 cardNo bank_card_no
    address               jtzz 收货地址 home_addr 户籍地址
    plate                 cph 号牌号码
    wechat_id             wechat_id
    qq                    QQ号
    alipay                zfb
    ethnicity             mz
    political_status      政治面貌
    education             whcd
    marital_status        hyzk
    religion              zongjiao_xinyang
    blood_type            血型
    postal_code           邮编 zip_code
    social_security_no    社保卡号
    medical_insurance_no  ybkh
    housing_fund_no       gjjzh
    driver_license        驾驶证号 jszh
    passport              护照号码
    hm_travel_permit      回鄉證
    tw_travel_permit      台胞证号
    military_id           军官证
    uscc                  tyshxydm
    real_estate_cert      不动产权证号
    wechat_openid         openid
    landline              固定电话 bgdh
    city                  籍贯
    province              省份
"""
"""Recognizer, and headers that name it."""
_DENIED = """
    mobile                phone_type 手机型号 mobile_verified 手机品牌
    resident_id           证件类型 id_card_image 身份证有效期
    address               ip_address 邮箱地址 MAC地址
    person                product_name name_length 联系人电话 客户姓名拼音
    bank_card             卡类型 会员卡号
    plate                 plate_color 车牌颜色
    city                  city_id
    blood_type            血压
    wechat_id             微信昵称
    alipay                支付宝交易号
    housing_fund_no       公积金缴存额
"""
"""Recognizer, and headers that hold a word of it but name something else."""
_AREAS = ["110105", "310104", "420106", "610103"]


def _pairs(table: str) -> list[tuple[str, str]]:
    rows = [line.split() for line in table.strip().splitlines()]
    return [(name, header) for name, *headers in rows for header in headers]


def _resident_ids(count: int) -> list[str]:
    rng = np.random.default_rng(11643)
    days = rng.integers(0, 365 * 35, count)
    born = [date(1985, 1, 1) + timedelta(int(day)) for day in days]
    stems = [f"{rng.choice(_AREAS)}{day:%Y%m%d}{rng.integers(1000):03}" for day in born]
    return [stem + ric.calc_check_digit(stem + "0") for stem in stems]


def _digits(width: int, count: int, seed: int) -> list[str]:
    return ["".join(row) for row in np.random.default_rng(seed).choice(list("0123456789"), (count, width))]


def _taken(name: str, values: list[str]) -> list[bool]:
    cells = pl.Series(values, dtype=pl.String)
    return (formed(_CN[name], cells) & valid(_CN[name], cells)).to_list()


def test_resident_numbers_that_stdnum_takes_are_taken_and_no_wrong_check_digit_is() -> None:
    numbers = _resident_ids(2000)
    wrong = [n[:-1] + ("1" if n[-1] == "0" else "0") for n in numbers]
    assert all(ric.is_valid(number) for number in numbers)
    assert all(_taken("resident_id", numbers))
    assert not any(_taken("resident_id", wrong))


def test_all_eighteen_digit_numbers_are_judged_by_their_check_digit_as_stdnum_does() -> None:
    stems = [n[:-1] for n in _resident_ids(1500)]
    numbers = [stem + "0123456789X"[i % 11] for i, stem in enumerate(stems)]
    verdict = checks.resident_id(pl.Series(numbers))
    assert verdict.to_list() == [ric.is_valid(number) for number in numbers]
    assert 0.05 < verdict.mean() < 0.14  # type: ignore[operator]


@pytest.mark.parametrize("day", ["19490229", "20230229", "20230431", "20231301", "20230100", "00000000"])
def test_a_resident_number_with_no_such_day_is_refused(day: str) -> None:
    stem = f"110105{day}002"
    assert not checks.resident_id(pl.Series([stem + ric.calc_check_digit(stem + "0")])).any()


def test_leap_days_are_days() -> None:
    stem = "11010520240229002"
    assert checks.resident_id(pl.Series([stem + ric.calc_check_digit(stem + "0")])).all()


def test_days_are_those_of_the_gregorian_calendar_in_every_year() -> None:
    written = pl.Series([f"{year:04}{day}" for year in range(10_000) for day in ("0228", "0229", "0431", "1231", "1301")])
    places = np.array([list(day) for day in written], np.int16)
    known = written.str.to_date("%Y%m%d", strict=False).is_not_null()
    assert dated_in_full(0)(places).tolist() == known.to_list()


def test_areas_outside_the_mainland_belong_to_other_documents() -> None:
    stems = ["81000019940823002", "83000020010315001", "91112419810803002"]
    numbers = pl.Series([stem + ric.calc_check_digit(stem + "0") for stem in stems])
    assert checks.resident_id(numbers).to_list() == [False, False, False]
    assert checks.hmt_residence_permit(numbers).to_list() == [True, True, False]
    assert checks.foreigner_permanent_id(numbers).to_list() == [False, False, True]


def test_the_province_codes_are_those_of_the_oracle() -> None:
    known = {f"{code:02}" for code in range(10, 70) if numdb.get("cn/loc").info(f"{code:02}0000")[0][1]}
    pattern = _CN["resident_id"].patterns[0].body
    ours = {f"{code:02}" for code in range(10, 70) if re.fullmatch(pattern, f"{code:02}0105194912310021")}
    assert ours == known


def test_credit_codes_hold_where_stdnum_says_so() -> None:
    symbols = np.random.default_rng(32100).choice(list("0123456789ABCDEFGHJKLMNPQRTUWXY"), (3000, 9))
    numbers = [f"91110000{''.join(row)}" for row in symbols]
    numbers = [n + (uscc.calc_check_digit(n) if i % 2 else "0") for i, n in enumerate(numbers)]
    assert checks.uscc(pl.Series(numbers)).to_list() == [uscc.is_valid(number) for number in numbers]


def test_published_codes_of_organisations_hold() -> None:
    assert checks.uscc(pl.Series(["91350100M000100Y43", "91110000600037341L"])).all()
    assert checks.org_code(pl.Series(["D2143569X"])).all()
    assert not checks.org_code(pl.Series([f"D2143569{c}" for c in "0123456789AZ"])).any()


def test_organisation_codes_inside_credit_codes_hold() -> None:
    assert checks.org_code(pl.Series(["91110000600037341L"]).str.slice(8, 9)).all()


def test_card_numbers_are_judged_as_the_luhn_oracle_does() -> None:
    for width in range(13, 20):
        numbers = [f"62{rest}" for rest in _digits(width - 2, 500, width)]
        assert checks.bank_card(pl.Series(numbers)).to_list() == [luhn.is_valid(number) for number in numbers]


def test_area_codes_are_those_that_phonenumbers_knows_and_some_that_it_leaves_out() -> None:
    listed = {code[2:5] for code in GEOCODE_DATA if code.startswith("86") and code[2:3] >= "3" and len(code) > 4}
    left_out = set("335 349 580".split())
    merged = set("378 413 414 565 634 701 732 733 852 853 910".split())
    codes = [str(code) for code in (*range(20, 30), *range(300, 1000))]
    taken = _taken("landline", [f"0{code}-65123456" for code in codes])
    ours = {code for code, fits in zip(codes, taken, strict=True) if fits}
    assert {code for code in ours if len(code) == 3} == listed | left_out | merged
    assert {code for code in ours if len(code) == 2} == set("20 21 22 23 24 25 27 28 29".split())


def test_every_city_of_the_oracle_is_in_the_list() -> None:
    codes = [f"{province}{city:02}00" for province in range(11, 66) for city in range(1, 100)]
    found = [properties for code in codes for _, properties in numdb.get("cn/loc").info(code)[1:]]
    today = re.compile(r"(?:^|,)(?:\[[0-9]*-\])?([^\[,]+(?:市|自治州|地区|盟))(?=,|$)")
    names = {name for properties in found for name in today.findall(properties.get("county", ""))}
    assert len(names) > 300
    assert names <= set(packs.lexicon("cn/city", "cities"))


@pytest.mark.parametrize(("name", "header"), _pairs(_NAMED))
def test_a_header_names_its_entity_as_strongly_as_any_other_of_the_pack(name: str, header: str) -> None:
    namings = _HEADERS.namings(header)
    assert f"cn/{name}" in namings
    strength = namings[f"cn/{name}"].strength
    assert strength >= 0.85
    assert strength == max(naming.strength for naming in namings.values())


@pytest.mark.parametrize(("name", "header"), _pairs(_DENIED))
def test_a_header_about_something_else_does_not_name_the_entity(name: str, header: str) -> None:
    assert _HEADERS.namings(header).get(f"cn/{name}", SILENT).strength <= 0


def test_names_are_told_from_things() -> None:
    people = ["王小明", "张伟", "欧阳娜", "李 明", "司马相如", "陳大文", "阿卜杜拉·买买提", "黄晓梅", "白雪"]
    things = ["白云", "黄金", "高大上", "高血压", "方便面", "马桶刷", "牛肉干粉", "金属件", "中山", "华东区", "于是"]
    assert all(_taken("person", people))
    assert not any(_taken("person", things))
