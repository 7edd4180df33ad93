"""The pack `global`, and what it says of values and headers."""

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


PACK: dict[str, Recognizer] = {r.id.removeprefix("global/"): r for r in packs.packs()["global"]}


def taken(name: str, *values: str) -> list[bool]:
    cells = fold(pl.Series(values, dtype=pl.String))
    return (formed(PACK[name], cells) & valid(PACK[name], cells)).to_list()


def named(header: str, name: str) -> float:
    return HeaderReader([PACK[name]]).namings(header).get(f"global/{name}", SILENT).strength
