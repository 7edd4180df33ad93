"""The pack `secrets`: keys of every service are taken in their full form only, and never for what is public."""

from __future__ import annotations

import hashlib
from base64 import b64encode, urlsafe_b64encode

import polars as pl
import pytest
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.detection import packs
from piiscan.detection.cells import formed
from piiscan.detection.headers import SILENT, HeaderReader
from piiscan.detection.text.patterns import spanning
from piiscan.model.recognizer import Recognizer
from piiscan.model.tier import Role

_PACK: dict[str, Recognizer] = {r.id.removeprefix("secrets/"): r for r in packs.packs()["secrets"]}
_BY_ROWS = [r for r in _PACK.values() if r.sees == "rows"]
_TOKENS = [r for r in _BY_ROWS if r.id.endswith(("_token", "_key", "_secret_id")) and r.entity != "PRIVATE_KEY"]
_BASE64URL = st.binary(min_size=24, max_size=60).map(lambda octets: urlsafe_b64encode(octets).decode().rstrip("="))


def _takers(value: str) -> set[str]:
    return {r.id for r in _BY_ROWS if formed(r, pl.Series([value])).item()}


def _spans(recognizer: Recognizer, text: str) -> list[str]:
    return [match.group() for pattern in recognizer.patterns for match in spanning(pattern).finditer(text)]


def _named(header: str, name: str) -> float:
    return HeaderReader([_PACK[name]]).namings(header).get(f"secrets/{name}", SILENT).strength


def test_everything_secret_has_the_highest_tier() -> None:
    assert {(r.role, r.tier) for r in _PACK.values()} == {(Role.SECRET, 4)}


@pytest.mark.parametrize("recognizer", [pytest.param(r, id=r.id) for r in _TOKENS])
def test_a_token_is_found_whole_inside_a_line_of_configuration(recognizer: Recognizer) -> None:
    for token in recognizer.examples.match:
        assert token in _spans(recognizer, f'export TOKEN="{token}" # rotate')


@pytest.mark.parametrize("recognizer", [pytest.param(r, id=r.id) for r in _TOKENS])
def test_a_token_cut_short_is_no_token(recognizer: Recognizer) -> None:
    for token in recognizer.examples.match:
        assert token[:8] not in _spans(recognizer, token[:8])


@settings(deadline=None, max_examples=50)
@given(_BASE64URL, _BASE64URL)
def test_signed_tokens_of_any_content_are_taken(claims: str, signature: str) -> None:
    header = urlsafe_b64encode(b'{"alg":"HS256","typ":"JWT"}').decode().rstrip("=")
    body = urlsafe_b64encode(b'{"sub":"' + claims.encode() + b'"}').decode().rstrip("=")
    assert "secrets/jwt" in _takers(f"{header}.{body}.{signature}")


@settings(deadline=None, max_examples=50)
@given(st.binary(min_size=16, max_size=16), st.binary(min_size=32, max_size=32))
def test_phc_strings_of_any_salt_are_taken(salt: bytes, digest: bytes) -> None:
    parts = (b64encode(octets).decode().rstrip("=") for octets in (salt, digest))
    assert _takers("$argon2id$v=19$m=65536,t=3,p=4$" + "$".join(parts)) == {"secrets/password_hash"}


@pytest.mark.parametrize("algorithm", ["md5", "sha1", "sha224", "sha256", "sha384", "sha512"])
def test_a_digest_is_a_password_only_under_such_a_header(algorithm: str) -> None:
    digest = hashlib.new(algorithm, b"example", usedforsecurity=False).hexdigest()
    assert _takers(digest) == set()
    assert formed(_PACK["password_digest"], pl.Series([digest])).item()


@pytest.mark.parametrize("kind", ["", "RSA ", "EC ", "DSA ", "OPENSSH ", "ENCRYPTED "])
def test_a_private_key_is_taken_with_its_body_over_several_lines(kind: str) -> None:
    pem = f"-----BEGIN {kind}PRIVATE KEY-----\nAAAA\nBBBB==\n-----END {kind}PRIVATE KEY-----"
    assert _spans(_PACK["private_key"], f"key:\n{pem}\n") == [pem]


@pytest.mark.parametrize(
    "scheme", ["postgres", "postgresql+psycopg", "mysql", "mongodb+srv", "redis", "amqp", "https", "sftp"]
)
def test_a_password_in_a_url_is_found_in_any_scheme(scheme: str) -> None:
    assert "secrets/connection_string" in _takers(f"{scheme}://app:not-a-password@db.example.com/shop")
    assert "secrets/connection_string" not in _takers(f"{scheme}://app@db.example.com/shop")


@pytest.mark.parametrize(
    "thing",
    [
        "3f2504e0-4f89-11d3-9a0c-0305e82c3301",
        "d41d8cd98f00b204e9800998ecf8427e",
        "2fd4e1c67a2d28fced849ee1bb76e7391b93eb12",
        "-----BEGIN CERTIFICATE-----",
        "-----BEGIN PUBLIC KEY-----",
        "ssh-ed25519 AAAA comment",
        "pk_test_exampleexample",
        "https://example.com/path?x=1",
        "sk-learn-like-names-with-hyphens",
        "user@example.com",
        "1.2.840.113549",
        "org.example.key.store.impl",
        "AKIA",
        "${API_KEY}",
        "$100.00",
        "SKU00000000000000000000000000000001",
        "password",
        "the password policy was changed",
    ],
)
def test_what_is_public_is_no_secret(thing: str) -> None:
    assert _takers(thing) == set()


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("password", "password"),
        ("user_pwd", "password"),
        ("loginPwd", "password"),
        ("passwd", "password"),
        ("支付密码", "password"),
        ("登入密碼", "password"),
        ("mm", "password"),
        ("password_hash", "password_hash"),
        ("password_md5", "password_digest"),
        ("api_key", "api_key"),
        ("accessToken", "api_key"),
        ("client_secret", "api_key"),
        ("密钥", "api_key"),
        ("private_key", "private_key"),
        ("db_url", "connection_string"),
    ],
)
def test_headers_name_secrets(header: str, name: str) -> None:
    assert _named(header, name) >= 0.85


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("password_changed_at", "password"),
        ("is_password_set", "password"),
        ("password_strength", "password"),
        ("pass_rate", "password"),
        ("boarding pass", "password"),
        ("密码修改时间", "password"),
        ("token_count", "api_key"),
        ("max_tokens", "api_key"),
        ("primary key", "api_key"),
        ("file_hash", "password_hash"),
        ("public_key", "private_key"),
    ],
)
def test_headers_beside_secrets_do_not(header: str, name: str) -> None:
    assert _named(header, name) <= 0.35


def test_no_pattern_takes_long_on_hostile_text() -> None:
    hostile = [
        "a" * 20000,
        "ey" * 10000,
        "://" * 5000,
        "." * 20000,
        "-----BEGIN PRIVATE KEY-----" * 500,
        "password=" * 2000,
    ]
    for pattern in (p for r in _BY_ROWS for p in r.patterns):
        for text in hostile:
            regex.compile(pattern.body).search(text, timeout=2)
