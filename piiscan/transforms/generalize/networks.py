"""IP addresses to the network they are in."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import AddressValueError, IPv6Address, IPv6Network
from typing import Literal

import polars as pl

from piiscan.transforms.generalize.form import Generalization
from piiscan.transforms.generalize.parsing import plain
from piiscan.transforms.operator import Context
from piiscan.transforms.parameters import refuse

_OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
_IPV4 = rf"^{_OCTET}\.{_OCTET}\.{_OCTET}\.{_OCTET}(?::[0-9]{{1,5}})?$"


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

    def looks_like(self) -> str | None:
        return rf"^(?:(?:[0-9]{{1,3}}\.){{3}}[0-9]{{1,3}}/{self.ipv4}|[0-9a-f:]+/{self.ipv6})$"
