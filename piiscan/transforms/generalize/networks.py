"""IP addresses to the network they are in."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import AddressValueError, IPv6Address, IPv6Network
from typing import Literal

import polars as pl

from piiscan.transforms.generalize.form import Generalization
from piiscan.transforms.generalize.parsing import plain
from piiscan.transforms.generalize.parsing_in_sql import plain_text
from piiscan.transforms.operator import Context
from piiscan.transforms.parameters import refuse
from piiscan.transforms.sql import Cell, Dialect, case

_OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
_IPV4 = rf"^{_OCTET}\.{_OCTET}\.{_OCTET}\.{_OCTET}(?::[0-9]{{1,5}})?$"


_PLAIN_IPV4 = f"^{'[.]'.join([_OCTET.replace('(', '(?:')] * 4)}(?::[0-9]{{1,5}})?$"
_GROUP = "[0-9A-Fa-f]{1,4}"
_LAST_TWO = f"(?:{'[.]'.join([_OCTET.replace('(', '(?:')] * 4)})"
"""The last 32 bits, written as an IPv4 address."""


def _ipv6() -> str:
    """All that RFC 4291, 2.2 allows, as `ipaddress` reads it: two colons stand for one group at least."""
    forms = [f"(?:{_GROUP}:){{7}}{_GROUP}", f"(?:{_GROUP}:){{6}}{_LAST_TWO}"]
    for head in range(8):
        left = 7 - head
        tails = [f"{_GROUP}(?::{_GROUP}){{0,{left - 1}}}"] if left else []
        tails += [f"(?:{_GROUP}:){{0,{left - 2}}}{_LAST_TWO}"] if left > 1 else []
        before = f"{_GROUP}(?::{_GROUP}){{{head - 1}}}" if head else ""
        forms.append(f"{before}::{f'(?:{chr(124).join(tails)})?' if tails else ''}")
    return f"^(?:{'|'.join(forms)})$"


_IPV6 = _ipv6()


@dataclass(frozen=True, slots=True)
class Network(Generalization):
    """`203.0.113.0/24`, `2001:db8:1::/48`: the first `ipv4` or `ipv6` bits in CIDR notation (RFC 4632, 4291).

    The defaults cut the last octet of IPv4, and of IPv6 all beyond the prefix that one site gets (RFC 6177).
    """

    to: Literal["network"] = "network"
    ipv4: int = 24
    ipv6: int = 48

    def __post_init__(self) -> None:
        for parameter, bits, most in (("ipv4", self.ipv4, 28), ("ipv6", self.ipv6, 64)):
            if not 1 <= bits <= most:
                refuse(self.name, parameter, f"must be from 1 to {most} bits")

    def coarser(self, values: pl.Expr, context: Context) -> pl.Expr:
        text = plain(values)
        six = text.str.extract("^([0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)$")
        return pl.coalesce(self._version_4(text), self._version_6(six))

    def _version_4(self, text: pl.Expr) -> pl.Expr:
        octets = [text.str.extract(_IPV4, place).cast(pl.Int64) for place in (1, 2, 3, 4)]
        address = octets[0] * 2**24 + octets[1] * 2**16 + octets[2] * 2**8 + octets[3]
        size = 2 ** (32 - self.ipv4)
        network = address // size * size
        parts = [network // 2**shift % 256 for shift in (24, 16, 8, 0)]
        return pl.format(f"{{}}.{{}}.{{}}.{{}}/{self.ipv4}", *parts)

    def _version_6(self, text: pl.Expr) -> pl.Expr:
        def network(address: str) -> str | None:
            try:
                return str(IPv6Network((IPv6Address(address), self.ipv6), strict=False))
            except AddressValueError:
                return None

        def of(addresses: pl.Series) -> pl.Series:
            known = {address: network(address) for address in addresses.drop_nulls().unique().to_list()}
            return addresses.replace_strict(known, default=None, return_dtype=pl.String)

        return text.map_batches(of, return_dtype=pl.String, is_elementwise=True)

    def coarser_in_sql(self, cell: Cell, dialect: Dialect, context: Context) -> str | None:
        if (text := plain_text(cell, dialect)) is None:
            return None
        return case(
            (dialect.matches(text, _PLAIN_IPV4), self._version_4_in_sql(text, dialect)),
            (dialect.matches(text, _IPV6), dialect.network_of_6(text, self.ipv6)),
        )

    def _version_4_in_sql(self, text: str, dialect: Dialect) -> str:
        parts = dialect.replaced(text, "[.:]", "-")
        point, said = dialect.literal("."), list[str]()
        for place in range(4):
            size = 2 ** (8 - min(max(self.ipv4 - 8 * place, 0), 8))
            octet = dialect.quotient(dialect.whole(dialect.part(parts, place + 1)), size)
            said += [dialect.written(f"({octet} * {size})"), point]
        return dialect.concat(*said[:-1], dialect.literal(f"/{self.ipv4}"))

    def looks_like(self) -> str | None:
        return rf"^(?:(?:[0-9]{{1,3}}\.){{3}}[0-9]{{1,3}}/{self.ipv4}|[0-9a-f:]+/{self.ipv6})$"
