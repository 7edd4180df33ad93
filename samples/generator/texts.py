"""The texts of the samples: notes of a support desk, and the log of an application."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from datetime import datetime, timedelta
from random import Random

from samples.generator import numbers, words
from samples.generator.people import Row, moment

COMPOUND_SURNAMES = {"欧阳", "司马", "诸葛", "上官"}
PERSONAL_NOTES = [
    "客户{xm}来电咨询，回电号码{mobile}，称包裹三天未更新。",
    "{xm}（身份证{id_no}）要求更改收货地址为{address}。",
    "已与{surname}{title}确认，退款退回尾号{tail}的银行卡。",
    "客户本人来访，登记手机{mobile}，邮箱{email}，诉求：发票抬头开错。",
    "代{other}询问订单，来电{other_mobile}，未核实身份，已拒绝透露。",
    "请把发票寄给{xm}，{address}，电话{mobile}。",
    "{given}说上次的客服答应补发，卡号{card}，已核对。",
    "微信联系不上，改打{mobile}，{surname}{title}称周末方便。",
    "Customer {xm} called from {mobile}, asks for a refund to card {card}.",
    "Please send the invoice to {email}; caller says the name on it should be {xm}.",
    "Caller was {english}, phone 07700 900{three}, wants the parcel left with a neighbour.",
    "Spoke to {english} about order SO2026010{four}; confirmed by mail to {email}.",
]
PLAIN_NOTES = [
    "客户反馈{product}颜色与图片不符，已登记换货。",
    "物流停滞，单号SF{twelve}，已催促承运商。",
    "咨询{product}何时到货，告知约两周。",
    "客户表示满意，关闭工单。",
    "系统升级期间无法下单，已道歉并赠送优惠券满100减10。",
    "{product}缺少螺丝一包，安排补寄，预计3天送达。",
    "Asked when {product} is back in stock; told about two weeks.",
    "Discount code SPRING{three} did not work, applied by hand.",
    "Parcel damaged in transit, replacement ordered, serial 138000{four}1.",
    "App version 8.2.0.{three} crashes at checkout, passed on to engineering.",
    "No answer, will try again on Monday between 10:00 and 12:00.",
    "Complaint about late delivery withdrawn.",
]
LOG_LINES = [
    'INFO  gateway [{ip}] GET /api/orders/{four} 200 {three}ms ua="Mozilla/5.0"',
    "INFO  login ok user={email} ip={ip}",
    "WARN  sms send failed mobile={mobile} code=E{three}",
    "INFO  sms sent to +86{mobile} template=T{three}",
    "DEBUG cache hit key=product:{twelve} ttl={three}",
    "INFO  job sync finished rows={four} seconds={three}.{three}",
    "ERROR payment declined card={card} order=SO2026010{four}",
    "DEBUG auth header Bearer {jwt}",
    "WARN  slow query {three}ms SELECT * FROM stock WHERE sku='SKU-A0{four}'",
    "INFO  用户{xm}修改了收货地址，手机{mobile}",
    "ERROR db connect failed url=mysql://shop:{password}@db.example.invalid:3306/shop",
    "INFO  health ok build=8.2.0.{three} trace={trace}",
]


def support_notes(rng: Random, people: list[Row], count: int) -> list[Row]:
    """Tickets; about half of the notes repeat personal data of the customer, or of somebody else."""
    return [_ticket(rng, people, number) for number in range(count)]


def _ticket(rng: Random, people: list[Row], number: int) -> Row:
    person = rng.choice(people)
    templates = PERSONAL_NOTES if rng.random() < 0.5 else PLAIN_NOTES
    return {
        "ticket_id": f"T{number:06}",
        "customer_id": person["客户编号"],
        "created_at": moment(rng),
        "channel": rng.choice(["电话", "在线", "邮件"]),
        "note": rng.choice(templates).format(**_parts(rng, person, rng.choice(people))),
    }


def log_lines(rng: Random, people: list[Row], count: int) -> list[str]:
    start = datetime(2026, 3, 2, 8)
    lines = (rng.choice(LOG_LINES).format(**_parts(rng, *rng.choices(people, k=2))) for _ in range(count))
    return [
        f"{start + timedelta(seconds=17 * number):%Y-%m-%dT%H:%M:%S}+08:00 {line}" for number, line in enumerate(lines)
    ]


def _parts(rng: Random, person: Row, other: Row) -> dict[str, object]:
    """All that a template may name: values of `person`, one of `other`, and numbers that mean nothing."""
    name, card = str(person["xm"]), str(person["yhkh"])
    surname = name[: 2 if name[:2] in COMPOUND_SURNAMES else 1]
    return {
        "xm": name,
        "surname": surname,
        "given": name.removeprefix(surname),
        "title": "先生" if person["性别"] == "男" else "女士",
        "mobile": str(person["手机"] or numbers.cn_mobile(rng)).removeprefix("+86 "),
        "id_no": person["身份证号"] or "未登记",
        "email": person["email"] or "support@example.com",
        "address": person["住址"],
        "card": card,
        "tail": card[-4:],
        "other": other["xm"],
        "other_mobile": other["手机"] or "未留",
        "english": f"{rng.choice(words.FIRST_NAMES.split())} {rng.choice(words.LAST_NAMES.split())}",
        "product": rng.choice(words.PRODUCTS.split()),
        "ip": f"203.0.113.{rng.randrange(1, 255)}",
        "three": numbers.digits(rng, 3),
        "four": numbers.digits(rng, 4),
        "twelve": numbers.digits(rng, 12),
        "password": f"Shop{rng.getrandbits(40):x}!",
        "trace": f"{rng.getrandbits(64):016x}",
        "jwt": _jwt(rng),
    }


def _jwt(rng: Random) -> str:
    """A token in the form of RFC 7519, with a signature made of random bytes."""
    claims = f'{{"sub":"{rng.randrange(10**6)}","exp":1772500000}}'
    parts = (b'{"alg":"HS256","typ":"JWT"}', claims.encode(), rng.randbytes(32))
    return ".".join(urlsafe_b64encode(part).decode().rstrip("=") for part in parts)
