"""The people of the samples: mainland customers, clients in Taiwan and Hong Kong, clients in Britain."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random

from samples.generator import numbers, words

Row = dict[str, object]


def customers(rng: Random, count: int) -> list[Row]:
    """Mainland customers, some values missing or written in other ways, as in any table kept by hand."""
    return [_customer(rng, f"C{100_000 + number * 7}") for number in range(count)]


def _customer(rng: Random, key: str) -> Row:
    male = rng.random() < 0.5
    name, pinyin = _name(rng, male)
    area, born = rng.choice(list(words.AREAS)), _born(rng)
    bank = rng.choice(list(numbers.BANK_CARDS))
    return {
        "客户编号": key,
        "xm": name,
        "性别": "男" if male else "女",
        "身份证号": _maybe(rng, 0.03, numbers.resident_id(rng, area, born, male)),
        "手机": _maybe(rng, 0.02, _written(rng, numbers.cn_mobile(rng))),
        "email": _maybe(rng, 0.15, _email(rng, pinyin)),
        "csrq": born,
        "住址": _address(rng, area),
        "yhkh": numbers.with_luhn(numbers.BANK_CARDS[bank] + numbers.digits(rng, 12)),
        "开户行": bank,
        "会员等级": rng.choice(["普通", "银卡", "金卡"]),
        "积分": rng.randrange(0, 20_000, 5),
        "注册时间": moment(rng),
    }


def _name(rng: Random, male: bool) -> tuple[str, str]:
    if rng.random() < 0.02:
        first, last = rng.sample(words.UYGHUR.split(), 2)
        return f"{first}·{last}", "user"
    surname = rng.choice(words.SURNAMES.split())
    han = "".join(sign for sign in surname if not sign.isascii())
    given = "".join(rng.sample(words.MALE if male else words.FEMALE, rng.choice((1, 2, 2, 2))))
    return han + given, surname[len(han) :]


def _born(rng: Random) -> date:
    return date(1945, 1, 1) + timedelta(days=rng.randrange(25_500))


def moment(rng: Random) -> datetime:
    """A moment between 2023 and 2026."""
    return datetime(2023, 1, 1) + timedelta(seconds=rng.randrange(3 * 365 * 86_400))


def _maybe(rng: Random, missing: float, value: str) -> str | None:
    return None if rng.random() < missing else value


def _written(rng: Random, mobile: str) -> str:
    parts = (mobile[:3], mobile[3:7], mobile[7:])
    return rng.choice([mobile] * 8 + [" ".join(parts), "+86 " + "-".join(parts)])


def _email(rng: Random, name: str) -> str:
    return f"{name}{rng.randrange(10, 9999)}@{rng.choice(['example.com', 'example.org', 'mail.invalid'])}"


def _address(rng: Random, area: int) -> str:
    road, estate = rng.choice(words.ROADS.split()), rng.choice(words.ESTATES.split())
    door = f"{rng.randrange(1, 30)}栋{rng.randrange(1, 5)}单元{rng.randrange(1, 30)}{rng.randrange(1, 9):02}室"
    return f"{words.AREAS[area]}{road}{rng.randrange(1, 900)}号{estate}{door}"


def tw_hk_clients(rng: Random, count: int) -> list[Row]:
    return [(_tw_client if rng.random() < 0.6 else _hk_client)(rng, f"TH-{number:05}") for number in range(count)]


def _hant_name(rng: Random) -> str:
    return rng.choice(words.HANT_SURNAMES) + "".join(rng.sample(words.HANT_GIVEN, 2))


def _tw_client(rng: Random, key: str) -> Row:
    place, road = rng.choice(words.TW_PLACES.split()), rng.choice(words.TW_ROADS.split())
    return {
        "客戶編號": key,
        "地區": "臺灣",
        "姓名": _hant_name(rng),
        "英文姓名": None,
        "身分證字號": numbers.tw_national_id(rng, rng.random() < 0.5),
        "香港身份證": None,
        "手機": f"09{numbers.digits(rng, 2)}-{numbers.digits(rng, 3)}-{numbers.digits(rng, 3)}",
        "電郵": _email(rng, "tw"),
        "通訊地址": f"{place}{road}{rng.randrange(1, 400)}號{rng.randrange(2, 15)}樓",
        "統一編號": _maybe(rng, 0.7, numbers.tw_business_number(rng)),
        "出生日期": f"{_born(rng):%Y/%m/%d}",
    }


def _hk_client(rng: Random, key: str) -> Row:
    place, floor = rng.choice(words.HK_PLACES.split()), rng.randrange(1, 40)
    roman = f"{rng.choice(words.HK_ROMAN.split())} {rng.choice(words.HK_ROMAN_GIVEN.split(', '))}"
    return {
        "客戶編號": key,
        "地區": "香港",
        "姓名": _hant_name(rng),
        "英文姓名": roman,
        "身分證字號": None,
        "香港身份證": numbers.hk_id(rng),
        "手機": f"{rng.choice('569')}{numbers.digits(rng, 3)} {numbers.digits(rng, 4)}",
        "電郵": _email(rng, "hk"),
        "通訊地址": f"{place}{rng.randrange(1, 700)}號{floor}樓{rng.choice('ABCDEF')}室",
        "統一編號": None,
        "出生日期": f"{_born(rng):%Y/%m/%d}",
    }


def british_clients(rng: Random, count: int) -> list[Row]:
    """Phones lie in 07700 900000 to 900999, kept free by Ofcom for drama."""
    return [_british_client(rng, 5000 + number) for number in range(count)]


def _british_client(rng: Random, key: int) -> Row:
    first, last = rng.choice(words.FIRST_NAMES.split()), rng.choice(words.LAST_NAMES.split())
    town, outward = rng.choice(words.TOWNS.split(", ")).split(" ")
    return {
        "client_id": key,
        "full_name": f"{first} {last}",
        "email": f"{first}.{last}{rng.randrange(100)}@{rng.choice(['example.com', 'example.org'])}".lower(),
        "phone": f"{rng.choice(['+44 7700 ', '07700 '])}900{numbers.digits(rng, 3)}",
        "date_of_birth": _born(rng),
        "street": f"{rng.randrange(1, 200)} {rng.choice(words.STREETS.split(', '))}",
        "town": town,
        "postcode": f"{outward} {rng.randrange(1, 10)}{rng.choice('ABDEFGH')}{rng.choice('JLNPQRS')}",
        "iban": numbers.iban("GB", "XMPL" + numbers.digits(rng, 14)),
        "card_number": numbers.with_luhn("4" + numbers.digits(rng, 14)),
        "company": rng.choice(words.COMPANIES.split(", ")),
        "job_title": rng.choice(words.JOBS.split(", ")),
        "annual_salary": rng.randrange(21_000, 98_000, 250),
        "last_login_ip": f"203.0.113.{rng.randrange(1, 255)}",
    }
