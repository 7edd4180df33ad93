"""The oracle finds every planted leak, in whatever form and container, and nothing in noise."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import os
import re
import zipfile
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable
from hashlib import md5, sha1, sha256
from io import BytesIO
from pathlib import Path
from time import process_time
from typing import Any, Literal
from urllib.parse import quote

import numpy as np
import polars as pl
import pytest
import zstandard

from tests.leaks import canary, oracle
from tests.leaks.forms import FORMS

PEOPLE = canary.people(50, seed=7)
CANARIES = canary.identifiers(PEOPLE)
NAME, MOBILE, RESIDENT_ID, EMAIL, CARD = PEOPLE.select("name_zh", "mobile", "id_no", "email", "card").row(3)
LINE = f"ticket 17,{NAME},{EMAIL};{MOBILE}\n"


def name_in(encoding: str) -> bytes:
    """The first name that the encoding can hold."""
    names = (name.encode(encoding, "replace") for name in PEOPLE["name_zh"])
    return next(data for data in names if b"?" not in data)


def around(leak: bytes) -> bytes:
    return b"\x00\x01 some bytes before " + leak + b" and after \xff"


def url_base64(offset: int) -> bytes:
    """The first value whose base64 at this offset differs between the two alphabets."""
    codes = (urlsafe_b64encode(b"x" * offset + value.encode() + b"...") for value in CANARIES)
    return next(code for code in codes if re.search(rb"[-_]", code[4:-6]))


WRITTEN: dict[str, bytes] = {
    "utf-8": NAME.encode(),
    "utf-16-le": MOBILE.encode("utf-16-le"),
    "utf-16-be": NAME.encode("utf-16-be"),
    "utf-32-le": MOBILE.encode("utf-32-le"),
    "utf-32-be": NAME.encode("utf-32-be"),
    "gb18030": NAME.encode("gb18030"),
    **{encoding: name_in(encoding) for encoding in ("big5hkscs", "cp932", "euc_jp", "cp949")},
    "reversed": NAME[::-1].encode(),
    "full width": "".join(chr(ord(digit) - ord("0") + ord("０")) for digit in MOBILE).encode(),
    "int64": np.array([int(MOBILE)], "<i8").tobytes(),
    "base64 +0": b64encode(EMAIL.encode() + b"..."),
    "base64 +1": b64encode(b"x" + EMAIL.encode() + b".."),
    "base64 +2": b64encode(b"xy" + EMAIL.encode() + b"."),
    "base64 of Han": b64encode(f"姓名：{NAME}。".encode()),
    "base64 alone": b64encode(MOBILE.encode()),
    "base64url +0": url_base64(0),
    "base64url +1": url_base64(1),
    "base64url +2": url_base64(2),
    "upper case": EMAIL.upper().encode(),
    "title case": EMAIL.title().encode(),
    "lower case": PEOPLE["iban"][3].lower().encode(),
    "url": quote(NAME).encode(),
    "url in lower case": quote(EMAIL, safe="").lower().encode(),
    "json": json.dumps({"name": NAME}).encode(),
    "json in upper case": json.dumps(NAME).upper().replace("\\U", "\\u").encode(),
    "bytes literal": repr(NAME.encode()).encode(),
    "decimal references": re.sub(r"(.)", lambda m: f"&#{ord(m[0])};", NAME).encode(),
    "md5": md5(MOBILE.encode()).hexdigest().encode(),
    "md5 of 16 digits": md5(MOBILE.encode()).hexdigest()[8:24].encode(),
    "sha1 in upper case": sha1(EMAIL.encode()).hexdigest().upper().encode(),
    "sha256": sha256(RESIDENT_ID.encode()).hexdigest().encode(),
    "sha256 cut to 20 digits": sha256(NAME.encode()).hexdigest()[:20].encode(),
    "hexadecimal": EMAIL.encode().hex().encode(),
    "hexadecimal dump": NAME.encode().hex(" ").upper().encode(),
    "hyphens": f"{MOBILE[:3]}-{MOBILE[3:7]}-{MOBILE[7:]}".encode(),
    "spaces": " ".join(re.findall("....?", CARD)).encode(),
    "separators taken out": EMAIL.replace(".", "").encode(),
    "prefixed": f"+86{MOBILE}".encode(),
    "glued": f"user{MOBILE}x".encode(),
}


@pytest.mark.parametrize("leak", WRITTEN.values(), ids=WRITTEN.keys())
def test_finds_a_value_in_every_form(leak: bytes, tmp_path: Path) -> None:
    (tmp_path / "run.log").write_bytes(around(leak))
    assert oracle.search(CANARIES, [tmp_path])


def test_no_form_is_without_a_planted_leak() -> None:
    found = {form for leak in WRITTEN.values() for _, form in oracle.search(CANARIES, [], [around(leak)])}
    assert found == {form for forms in FORMS.values() for form in forms}


def zipped(name: str, data: bytes, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        archive.writestr(name, data)
    return buffer.getvalue()


def parquet(frame: pl.DataFrame, **options: Any) -> bytes:
    buffer = BytesIO()
    frame.write_parquet(buffer, **options)
    return buffer.getvalue()


def ipc(frame: pl.DataFrame, compression: Literal["lz4", "zstd"]) -> bytes:
    buffer = BytesIO()
    frame.write_ipc(buffer, compression=compression)
    return buffer.getvalue()


TABLE = PEOPLE.select("name_zh", "mobile")
NESTED = TABLE.select(receivers=pl.concat_list(pl.struct("name_zh", phones=pl.concat_list("mobile"))))
PACKED: dict[str, bytes] = {
    "gzip": gzip.compress(LINE.encode()),
    "gzip, second member": gzip.compress(b"clean") + gzip.compress(LINE.encode()),
    "gzip, cut short": gzip.compress(LINE.encode() + os.urandom(9000))[:6000],
    "zstd": zstandard.compress(LINE.encode()),
    "zstd, second frame": zstandard.compress(b"clean") + zstandard.compress(LINE.encode()),
    "bz2": bz2.compress(LINE.encode()),
    "xz": lzma.compress(LINE.encode()),
    "zip, stored": zipped("a.csv", LINE.encode(), zipfile.ZIP_STORED),
    "zip, deflated": zipped("a.csv", LINE.encode()),
    "zip, name of a member": zipped(f"{MOBILE}.csv", b"clean"),
    "gzip in zip in gzip": gzip.compress(zipped("a.gz", gzip.compress(LINE.encode()))),
    "utf-16 in gzip": gzip.compress(LINE.encode("utf-16")),
    "parquet, plain": parquet(TABLE, compression="uncompressed"),
    "parquet, snappy": parquet(TABLE, compression="snappy", statistics=False),
    "parquet, zstd": parquet(TABLE, compression="zstd", statistics=False),
    "parquet, integers": parquet(TABLE.select(pl.col("mobile").cast(pl.Int64)), statistics=False),
    "parquet, binary": parquet(TABLE.select(pl.col("name_zh").cast(pl.Binary)), statistics=False),
    "parquet, nested": parquet(NESTED, statistics=False),
    "parquet, file metadata": parquet(pl.DataFrame({"a": [1]}), metadata={"note": LINE}),
    "parquet in zip": zipped("a.parquet", parquet(TABLE)),
    "arrow, lz4": ipc(TABLE, "lz4"),
    "arrow, zstd": ipc(TABLE, "zstd"),
}


@pytest.mark.parametrize("packed", PACKED.values(), ids=PACKED.keys())
def test_opens_every_container(packed: bytes, tmp_path: Path) -> None:
    (tmp_path / "left.over").write_bytes(packed)
    assert oracle.search(CANARIES, [tmp_path])


def a_file_name(folder: Path) -> None:
    (folder / f"{MOBILE}.csv").touch()


def a_folder_name(folder: Path) -> None:
    (folder / NAME).mkdir()


def a_hidden_file(folder: Path) -> None:
    (folder / ".cache").mkdir()
    (folder / ".cache" / ".x").write_text(LINE)


def a_link(folder: Path) -> None:
    (folder / "link").symlink_to(f"/nowhere/{RESIDENT_ID}")


@pytest.mark.parametrize("plant", [a_file_name, a_folder_name, a_hidden_file, a_link])
def test_looks_everywhere_in_a_folder(plant: Callable[[Path], None], tmp_path: Path) -> None:
    plant(tmp_path)
    assert oracle.search(CANARIES, [tmp_path])


def test_statistics_of_a_parquet_footer_are_searched(tmp_path: Path) -> None:
    lone = TABLE.filter(pl.col("mobile") == MOBILE)
    (tmp_path / "a.parquet").write_bytes(parquet(lone, compression="zstd")[4:])  # no magic, so not opened
    assert oracle.search([MOBILE], [tmp_path])


def test_streams_are_searched() -> None:
    assert oracle.search(CANARIES, [], [b"", LINE.encode()])


@pytest.mark.parametrize("masked", ["{}********{}", "{}{}", "{} {}", "{}-****-{}"])
def test_first_six_and_last_four_count_where_told(masked: str) -> None:
    stream = masked.format(CARD[:6], CARD[-4:]).encode()
    assert not oracle.search([CARD], [], [stream])
    assert oracle.search([CARD], [], [stream], partial=[CARD])


def test_a_leak_across_a_chunk_border_is_found() -> None:
    border = 1 << 21
    for start in (border - 12, border - 6, border - 1, border):
        assert oracle.search([RESIDENT_ID], [], [bytes(start) + RESIDENT_ID.encode()])


def test_counts_each_occurrence_once_under_its_plainest_form() -> None:
    stream = f"{MOBILE} {NAME} {EMAIL} {MOBILE} {EMAIL.upper()} {MOBILE[:3]} {MOBILE[3:]}".encode()
    expected = {("stream 0", "utf-8"): 4, ("stream 0", "case"): 1, ("stream 0", "separators"): 1}
    assert oracle.search(CANARIES, [], [stream]) == expected


def test_noise_holds_nothing(tmp_path: Path) -> None:
    random = np.random.default_rng(11)
    others = canary.people(300, seed=12)
    (tmp_path / "noise.bin").write_bytes(random.bytes(300_000))
    (tmp_path / "tokens.txt").write_text(random.bytes(300_000).hex())
    (tmp_path / "noise.b64").write_bytes(b64encode(random.bytes(300_000)))
    (tmp_path / "others.parquet").write_bytes(parquet(others))
    (tmp_path / "others.csv.gz").write_bytes(gzip.compress(others.write_csv().encode()))
    assert oracle.search(CANARIES, [tmp_path]) == {}
    oracle.assert_no_leak(CANARIES, [tmp_path])


def test_the_message_has_counts_and_places_but_no_value(tmp_path: Path) -> None:
    (tmp_path / f"{RESIDENT_ID}.csv").write_text(LINE)
    (tmp_path / "b.zip").write_bytes(zipped(f"{NAME}.txt", LINE.encode()))
    with pytest.raises(AssertionError) as caught:
        oracle.assert_no_leak(CANARIES, [tmp_path], [LINE.encode()])
    message = str(caught.value)
    assert "b.zip!member 0" in message
    assert "stream 0" in message
    assert oracle.search(CANARIES, [], [message.encode()]) == {}


@pytest.mark.parametrize("canaries", [[], [""], ["12345"], ["1-2-3-4-5"]])
def test_refuses_canaries_that_it_could_not_find(canaries: list[str]) -> None:
    with pytest.raises(ValueError, match="too short"):
        oracle.search(canaries, [])


def test_refuses_a_root_that_does_not_exist(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        oracle.search(CANARIES, [tmp_path / "absent"])


def test_refuses_a_container_that_it_cannot_open() -> None:
    with pytest.raises(zipfile.BadZipFile):
        oracle.search(CANARIES, [], [zipped("a", b"b")[:20]])


def test_the_oracle_knows_nothing_of_the_package_that_it_judges() -> None:
    harness = [path for path in Path(oracle.__file__).parent.glob("*.py") if not path.name.startswith("test_mask")]
    sources = [path.read_text() for path in harness]
    assert not [source for source in sources if re.search(r"^\s*(from|import) piiscan", source, re.MULTILINE)]


def test_many_people_are_searched_for_quickly() -> None:
    crowd = canary.identifiers(canary.people(2_000, seed=5), ["id_no", "mobile", "email", "name_zh"])
    noise = np.random.default_rng(2).bytes(4_000_000)
    start = process_time()
    assert oracle.search(crowd, [], [noise]) == {}
    assert process_time() - start < 10
