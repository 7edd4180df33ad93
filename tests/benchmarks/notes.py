"""Notes of a service desk for measuring, English and Chinese: every one about somebody else, seeded."""

from __future__ import annotations

import random
from itertools import cycle

from tests.leaks import canary

_ENGLISH = (
    "{name_en} called at {hour}:15 about order {n}. The router arrived damaged, a new one goes out on Friday.",
    "Spoke with Mr {family} this morning. He asked us to use {email} from now on, the old address is no longer read.",
    "Refund of {n} EUR for {given} was declined twice. Put the account on hold until the bank answers.",
    "New delivery address of {name_en}: {address_en}. Ring twice, the bell is broken.",
    "The invoice {n} was sent to the wrong department; our colleague {given} will correct it before Monday.",
    "Customer wants to know when the store opens. Told them at {hour}, as every day except Sunday.",
    "Callback wanted on {mobile} after {hour}:30, please ask for {given} {family}, reference {n}.",
    "we agreed to waive the late fee of {n} cents this month because the monitor arrived late again.",
)
_CHINESE = (
    "客户{name_zh}来电咨询订单{n}的进度，客服已告知三天内送达。",
    "{name_zh}女士反馈台灯存在质量问题，要求退货退款{n}元，请回电{mobile}。",
    "收件地址改为{address_zh}，收件人{name_zh}，下午{hour}点以后送。",
    "本月账单{n}号金额有误，核对后已调整，客户满意。",
    "与{name_zh}经理确认，合同在{hour}号之前寄出，邮箱{email}。",
    "身份证号{id_no}与系统登记不符，已请用户重新上传，工单{n}。",
)


def notes(language: str, n: int) -> list[str]:
    """`n` notes in `en` or `zh`."""
    rng = random.Random(language)
    people = cycle(canary.people(min(n, 5000), seed=7).to_dicts())
    templates = cycle(_ENGLISH if language == "en" else _CHINESE)
    return [next(templates).format(**_values(next(people), rng)) for _ in range(n)]


def _values(person: dict[str, object], rng: random.Random) -> dict[str, object]:
    given, family = str(person["name_en"]).split()
    return {**person, "given": given, "family": family, "n": rng.randrange(10**4, 10**7), "hour": rng.randrange(8, 19)}
