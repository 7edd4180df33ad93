"""The pack `global` on names of people, and on headers of many houses."""

from __future__ import annotations

import random
from collections.abc import Callable
from importlib import import_module

import phonenumbers
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from schwifty import IBAN
from schwifty.exceptions import SchwiftyException
from stdnum import bitcoin, iban, imei, luhn
from stdnum.gb import nhs

from piiscan.detection import packs
from piiscan.detection.cells import formed, valid
from piiscan.detection.headers import SILENT, HeaderReader
from piiscan.detection.normal import fold
from piiscan.model.recognizer import Recognizer
from tests.recognizers.global_pack import PACK, named, taken


@pytest.mark.parametrize(
    "name",
    ["Mary Jones", "JONES, MARY", "Dr. Mary K. Jones", "Jones,Mary", "mary.jones", "José García", "Wei Zhang, PhD",
     "Prof. Dr. Dr. Mary Jones", "mr mary jones jr md", "Ouyang Xiaofeng", "Qu Zhiqiang"],
)
def test_names_of_people_read_like_names(name: str) -> None:
    assert taken("full_name", name) == [True]


@pytest.mark.parametrize(
    "thing",
    ["Jones Street", "Mary Jones Ltd", "Green Tea", "Jordan Shoes", "Lake Victoria", "Account Manager", "Mary", ""],
)
def test_things_with_a_name_in_them_are_no_people(thing: str) -> None:
    assert taken("full_name", thing) == [False]


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("cust_nm", "full_name"),
        ("CustomerName", "person_named"),
        ("fname", "first_name"),
        ("Last Name", "last_name"),
        ("客户姓名", "full_name"),
        ("khxm", "person_named"),
        ("tel_no", "phone"),
        ("msisdn", "phone_local"),
        ("聯絡電話", "phone"),
        ("E-mail Address", "email"),
        ("dob", "birth_date"),
        ("csrq", "birth_date"),
        ("ship_addr", "address"),
        ("住址", "address"),
        ("zipCode", "postal_code"),
        ("acct_bal", "balance"),
        ("c_acctbal", "balance"),
        ("annual_inc", "salary"),
        ("lat", "coordinate"),
        ("lng", "coordinate"),
        ("user_id", "person_id"),
        ("PassengerId", "person_id"),
        ("khbh", "person_id"),
        ("病历号", "person_id"),
        ("nick_name", "username"),
        ("sex", "gender"),
        ("xb", "gender"),
        ("job_title", "job_named"),
        ("iban", "iban"),
        ("cc_number", "credit_card"),
        ("cvv2", "cvv"),
        ("passport_no", "passport"),
        ("diagnosis", "condition_named"),
        ("指纹", "biometric"),
        ("last_login_ip", "ip"),
        ("oaid", "advertising_id"),
    ],
)
def test_headers_of_many_houses_name_the_entity(header: str, name: str) -> None:
    assert named(header, name) >= 0.85


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("email_verified", "email"),
        ("is_email", "email"),
        ("email_template", "email"),
        ("phone_type", "phone"),
        ("phone_brand", "phone"),
        ("手机型号", "phone"),
        ("product_name", "full_name"),
        ("file_name", "full_name"),
        ("company_name", "full_name"),
        ("name_length", "full_name"),
        ("商品名称", "full_name"),
        ("ip_address", "address"),
        ("email_address", "address"),
        ("wallet address", "address"),
        ("ip_version", "ip"),
        ("account_age", "age"),
        ("account_type", "bank_account"),
        ("order_id", "person_id"),
        ("user_type", "person_id"),
        ("page_title", "job_title"),
        ("order_status", "region"),
        ("machine_state", "region"),
        ("screen_orientation", "sexual_orientation"),
        ("stock_balance", "balance"),
        ("zip_file", "postal_code"),
        ("login_count", "username"),
        ("car_race", "ethnicity"),
        ("air_condition", "condition"),
    ],
)
def test_headers_of_things_do_not_name_it(header: str, name: str) -> None:
    assert named(header, name) <= 0.35


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("Номер телефона", "phone_local"),
        ("НомерМобильного", "phone_local"),
        ("Електронна пошта", "email"),
        ("ФИО", "person_named"),
        ("ημ/νία γέννησης", "birth_date"),
        ("رقم جواز السفر", "passport"),
        ("الاسم الكامل", "person_named"),
        ("ת.ז.", "national_id"),
        ("כתובת", "address_named"),
        ("วันเกิด", "birth_date"),
        ("घर का पता", "address_named"),
        ("Số điện thoại", "phone_local"),
        ("ngay_sinh", "birth_date"),
        ("vergi_no", "tax_id"),
    ],
)
def test_headers_in_other_scripts_and_languages_name_the_entity(header: str, name: str) -> None:
    assert named(header, name) == 1.0
