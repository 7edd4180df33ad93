"""Numbers of devices, of what goes through the net, and of vehicles."""

from __future__ import annotations

from random import Random

from samples.generator.numbers import digits, with_luhn
from tests.quality.numbers.things import uuid

_VIN = dict(zip("0123456789ABCDEFGHJKLMNPRSTUVWXYZ", map(int, "012345678912345678123457923456789"), strict=True))
_VIN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)


def imei(d: Random) -> str:
    return with_luhn(d.choice(("35", "86", "01")) + digits(d, 12))


def iccid(d: Random) -> str:
    return with_luhn(d.choice(("898600", "898601", "898603")) + digits(d, 13))


def imsi(d: Random) -> str:
    return d.choice(("46000", "46001", "46011", "46002")) + digits(d, 10)


def mac(d: Random) -> str:
    first = d.choice(("00:1A:2B", "3C:5A:B4", "F4:5C:89", "A4:83:E7", "B8:27:EB", "DC:A6:32"))
    return ":".join((first, *(f"{d.randrange(256):02X}" for _ in range(3))))


def ip(d: Random) -> str:
    return ".".join(str(d.randrange(1, 255)) for _ in range(4))


def ipv6(d: Random) -> str:
    return ":".join(("2001", "db8", *(f"{d.randrange(1, 65_536):x}" for _ in range(6))))


def vin(d: Random) -> str:
    """Seventeen signs, the ninth a check digit (49 CFR 565, GB 16735)."""
    signs = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
    maker = d.choice(("LSV", "LFV", "LGB", "1HG", "1FA", "LBE", "LVS", "5YJ", "LRW"))
    body = maker + "".join(d.choices(signs, k=5)) + "0" + d.choice("KLMNPRS") + d.choice("ABCDEF") + digits(d, 6)
    return body[:8] + vin_check(body) + body[9:]


def vin_check(number: str) -> str:
    """What belongs in the ninth place."""
    total = sum(_VIN[sign] * weight for sign, weight in zip(number, _VIN_WEIGHTS, strict=True))
    return "0123456789X"[total % 11]


def advertising_id(d: Random) -> str:
    return uuid(d).upper()
