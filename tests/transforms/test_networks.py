"""The patterns by which servers tell addresses say what `ipaddress` says."""

from __future__ import annotations

import re
from ipaddress import AddressValueError, IPv4Address, IPv6Address

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from piiscan.transforms.generalize.networks import _IPV6, _PLAIN_IPV4

_GROUPS = st.lists(st.sampled_from(["0", "1", "db8", "ffff", "FFFF", "12345", "g", ""]), max_size=9)
_ENDS = st.sampled_from(["", ":1.2.3.4", "1.2.3.4", ":256.0.0.1", ":1.2.3", "::", ":"])


def _is_six(text: str) -> bool:
    try:
        IPv6Address(text)
    except AddressValueError:
        return False
    return True


@settings(max_examples=2_000)
@given(st.builds(lambda groups, end: ":".join(groups) + end, _GROUPS, _ENDS))
@example("::")
@example("1:2:3:4:5:6:7::")
@example("::2:3:4:5:6:7:8")
@example("::1:2:3:4:5:6:7:8")
@example("1:2:3:4:5:6:1.2.3.4")
@example("1:2:3:4:5::1.2.3.4")
@example("1:2:3:4:5:6::1.2.3.4")
@example("::ffff:255.255.255.255")
def test_a_text_is_an_ipv6_address_where_it_is_one(text: str) -> None:
    assert bool(re.search(_IPV6, text)) == _is_six(text)


@given(st.ip_addresses(v=6))
def test_every_ipv6_address_is_one_however_it_is_written(address: IPv6Address) -> None:
    for text in (str(address), address.exploded, address.exploded.upper()):
        assert re.search(_IPV6, text)


@pytest.mark.parametrize("octet", ["0", "9", "10", "99", "100", "199", "200", "249", "250", "255"])
def test_an_octet_goes_to_255(octet: str) -> None:
    for text in (f"{octet}.0.0.0", f"0.{octet}.0.0", f"0.0.{octet}.0", f"0.0.0.{octet}", f"1.1.1.{octet}:8080"):
        assert re.search(_PLAIN_IPV4, text)
        IPv4Address(text.partition(":")[0])


@pytest.mark.parametrize(
    "text", ["256.0.0.0", "0.0.0.300", "01.0.0.0", "1.2.3", "1.2.3.4.5", "1.2.3.4:", "1a2a3a4", ""]
)
def test_anything_else_is_no_ipv4_address(text: str) -> None:
    assert not re.search(_PLAIN_IPV4, text)
