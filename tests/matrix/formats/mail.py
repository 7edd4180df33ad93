"""Mails: the people in a body, and in a table that is attached."""

from __future__ import annotations

from collections.abc import Mapping
from email.message import EmailMessage
from functools import partial
from pathlib import Path

import polars as pl

from tests.matrix.formats import Row
from tests.matrix.formats.text import PATTERNED


def _mail(people: pl.DataFrame, path: Path, encoding: str = "utf-8") -> pl.DataFrame:
    line = pl.format("证件{}，手机{}，卡{}，IBAN {}，邮箱{}，护照{}，车牌{}，地址{}", *PATTERNED)
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "张三 <a@shop.example>", "b@shop.example", "客户"
    mail["Date"], mail["Message-ID"] = "Mon, 30 Nov 2026 10:00:00 +0800", "<1@shop.example>"
    mail.set_content("".join(f"{text}\n" for text in people.select(line).to_series()), charset=encoding)
    attached = people.write_csv().encode()
    mail.add_attachment(attached, maintype="text", subtype="csv", filename="客户.csv")
    path.write_bytes(mail.as_bytes())
    return people.with_columns(pl.all().replace("", None))


ROWS: Mapping[str, Row] = {"eml": _mail, "eml, gb18030": partial(_mail, encoding="gb18030")}
