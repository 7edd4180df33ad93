"""Keys: what is refused, what is never shown, and derivation against published and hand-computed vectors."""

from __future__ import annotations

import copy
import os
import pickle
import stat
import sys
from base64 import b64encode, urlsafe_b64encode
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.errors import KeyRefused
from piiscan.keys import MasterKey, create, load, master

SECRET = sha256(b"piiscan golden master").digest()
UNFIT = {
    "short": SECRET[:31].hex(),
    "short base64": b64encode(SECRET[:24]).decode(),
    "all bytes equal": "7f" * 32,
    "counting": bytes(range(32)).hex(),
    "a pattern": "00112233445566778899aabbccddeeff" * 2,
    "words": "correct horse battery staple correct horse battery",
    "words that read as base64": "correcthorsebatterystapleandanotherlongword",
    "words in base64": b64encode(b"correct horse battery staple! 42 is it").decode(),
    "capital words": "THEQUICKBROWNFOXJUMPSOVERTHELAZYDOGANDSOONX",
    "not ASCII": "密" * 43,
    "cut base64": b64encode(SECRET).decode()[:41],
    "empty": " \n",
}


def key_file(folder: Path, text: str, mode: int = 0o600) -> Path:
    path = folder / "key"
    path.write_text(text, "utf-8")
    path.chmod(mode)
    return path


@pytest.mark.catalogue("A16")
@pytest.mark.parametrize(
    "text",
    [
        SECRET.hex(),
        SECRET.hex().upper(),
        b64encode(SECRET).decode(),
        b64encode(SECRET).decode().rstrip("=") + "\n",
        urlsafe_b64encode(SECRET).decode(),
    ],
    ids=["hex", "upper-case hex", "base64", "base64 without padding", "URL-safe base64"],
)
def test_the_same_bytes_are_the_same_key_however_they_are_written(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIISCAN_TEST_KEY", text)
    expected = MasterKey(SECRET).fingerprint
    assert load("env:PIISCAN_TEST_KEY").fingerprint == expected
    assert load(f"file:{key_file(tmp_path, text)}").fingerprint == expected


@pytest.mark.catalogue("A18")
@pytest.mark.parametrize("text", UNFIT.values(), ids=UNFIT)
def test_a_key_that_is_not_random_is_refused_and_not_shown(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIISCAN_TEST_KEY", text)
    for reference in ("env:PIISCAN_TEST_KEY", f"file:{key_file(tmp_path, text)}"):
        with pytest.raises(KeyRefused) as refused:
            load(reference)
        assert not text.strip() or text.strip() not in str(refused.value)


@pytest.mark.catalogue("A18")
@pytest.mark.parametrize("scheme", ["", "env:", "file:", "key:"])
def test_a_key_given_in_place_of_its_reference_is_refused_and_not_shown(scheme: str) -> None:
    with pytest.raises(KeyRefused) as refused:
        load(scheme + SECRET.hex())
    assert SECRET.hex() not in str(refused.value)


@pytest.mark.parametrize(("scheme", "library"), [("age", "pyrage"), ("keyring", "keyring")])
def test_a_scheme_without_its_extra_names_the_extra(scheme: str, library: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(KeyRefused, match=f"extra `{scheme}`"):
        load(f"{scheme}:somewhere/there")


@pytest.mark.catalogue("A18")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620, 0o601])
def test_a_key_file_that_others_can_use_is_refused(tmp_path: Path, mode: int) -> None:
    with pytest.raises(KeyRefused, match="open to other users"):
        load(f"file:{key_file(tmp_path, SECRET.hex(), mode)}")


@pytest.mark.catalogue("A18")
def test_a_key_file_in_a_git_work_tree_is_refused_even_behind_a_link(tmp_path: Path) -> None:
    tree, outside = tmp_path / "tree", tmp_path / "outside"
    (tree / "deep").mkdir(parents=True)
    (tree / ".git").mkdir()
    outside.mkdir()
    (outside / "link").symlink_to(key_file(tree / "deep", SECRET.hex()))
    (tree / "link").symlink_to(key_file(outside, SECRET.hex()))
    for path in (tree / "deep" / "key", outside / "link", tree / "link"):
        with pytest.raises(KeyRefused, match="git work tree"):
            load(f"file:{path}")
    with pytest.raises(KeyRefused, match="git work tree"):
        create(f"file:{tree / 'deep' / 'new'}")
    assert not (tree / "deep" / "new").exists()


@pytest.mark.catalogue("A18")
def test_a_key_file_in_the_output_is_refused(tmp_path: Path) -> None:
    path = key_file(tmp_path, SECRET.hex())
    with pytest.raises(KeyRefused, match="output"):
        load(f"file:{path}", output=tmp_path)
    assert load(f"file:{path}", output=tmp_path / "elsewhere")


def test_what_is_not_a_regular_file_is_refused(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe", 0o600)
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for path in (
        tmp_path / "pipe",
        tmp_path / "missing",
        tmp_path / "loop",
        tmp_path,
        "",
        "~nobody_of_this_name/key",
        "a\0b",
    ):
        with pytest.raises(KeyRefused):
            load(f"file:{path}")


def test_a_created_key_is_fit_private_and_never_overwritten(tmp_path: Path) -> None:
    reference = create(f"file:{tmp_path / 'key'}")
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600
    assert load(reference).fingerprint != load(create(f"file:{tmp_path / 'other'}")).fingerprint
    before = (tmp_path / "key").read_bytes()
    with pytest.raises(KeyRefused):
        create(f"file:{tmp_path / 'key'}")
    assert (tmp_path / "key").read_bytes() == before


@settings(deadline=None)
@given(st.binary(min_size=32, max_size=64))
def test_random_bytes_are_taken_or_refused_but_never_shown(secret: bytes) -> None:
    try:
        shown = repr(MasterKey(secret))
    except KeyRefused as refused:
        shown = str(refused)
    assert secret.hex() not in shown
    assert repr(secret)[2:-1] not in shown


@pytest.mark.catalogue("A27")
def test_a_key_is_never_shown_copied_or_pickled() -> None:
    key = MasterKey(SECRET)
    for shown in (repr(key), str(key), f"{key}", f"{key!r:>40}", "%s" % key):  # noqa: UP031
        assert "hidden" in shown
        assert SECRET.hex() not in shown
    for leak in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError, match="never"):
            leak(key)
    assert not hasattr(key, "__dict__")


@pytest.mark.catalogue("A15")
def test_derivation_is_rfc_5869() -> None:
    okm = "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"
    assert master._hkdf(b"\x0b" * 22, b"", 32).hex() == okm[:64]  # appendix A.3: no salt, no info


@pytest.mark.parametrize(
    ("operator", "partner", "domain", "version", "subkey"),
    [
        ("pseudonym", "acme", "mobile", 1, "29b10a607517d89f407dec0077c567b04d70041efacf0a61b36f8f0b2a5c8e3e"),
        ("pseudonym", None, "EMAIL_ADDRESS", 1, "5f77fc6e316c1f6d22be4591164541759b2c312e00ff91a842e1967f03653d87"),
        ("pseudonym", "甲", "PERSON", 2, "2db30c588ac32bcd7de5c4abd3d09d1ece31e8125941773d781da8861d909cfa"),
    ],
)
def test_subkeys_are_what_they_were_in_every_release(
    operator: str, partner: str | None, domain: str, version: int, subkey: str
) -> None:
    assert MasterKey(SECRET).subkey(operator, partner, domain, version) == subkey


def test_the_fingerprint_is_what_it_was_in_every_release() -> None:
    assert MasterKey(SECRET).fingerprint == "2c3a897a22f96a75"


@pytest.mark.catalogue("A15")
def test_every_part_of_the_derivation_counts() -> None:
    key = MasterKey(SECRET)
    derived = [
        key.subkey("pseudonym", "acme", "mobile"),
        key.subkey("fpe", "acme", "mobile"),
        key.subkey("pseudonym", "other", "mobile"),
        key.subkey("pseudonym", None, "mobile"),
        key.subkey("pseudonym", "null", "mobile"),
        key.subkey("pseudonym", "acme", "person"),
        key.subkey("pseudonym", "acme", "mobile", 2),
        key.subkey("pseudonym", 'acme","mobile', ""),
        MasterKey(sha256(b"another").digest()).subkey("pseudonym", "acme", "mobile"),
    ]
    assert len(set(derived)) == len(derived)
