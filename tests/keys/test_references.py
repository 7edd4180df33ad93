"""Keys in age files and keyrings: made, opened, refused and destroyed, and never shown."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keyring
import pyrage
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked, PasswordDeleteError

from piiscan.errors import KeyRefused
from piiscan.keys import MasterKey, age, create, destroy, load
from piiscan.keys.references import scheme_in
from tests.keys.test_master import SECRET


class Store(KeyringBackend):
    """A secret store in memory, which can be locked."""

    priority = 1

    def __init__(self) -> None:
        self.held: dict[tuple[str, str], str] = {}
        self.locked = False

    def _of(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked("locked")
        return self.held.get((service, username))

    get_password = _of

    def set_password(self, service: str, username: str, password: str) -> None:
        self._of(service, username)
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self._of(service, username) is None:
            raise PasswordDeleteError
        del self.held[service, username]


@pytest.fixture
def store() -> Iterator[Store]:
    former, made = keyring.get_keyring(), Store()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(former)


@pytest.fixture
def identity(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An age identity as `age-keygen` writes it."""
    path, made = tmp_path / "age.txt", pyrage.x25519.Identity.generate()
    path.write_text(f"# created: 2026-11-30\n# public key: {made.to_public()}\n{made}\n")
    path.chmod(0o600)
    monkeypatch.setenv("PIISCAN_AGE_IDENTITY", str(path))
    return path


@pytest.mark.catalogue("A16")
def test_an_age_key_is_made_opened_and_may_lie_in_git(identity: Path, tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    (tree / ".git").mkdir(parents=True)
    told: list[str] = []
    reference = create(f"age:{tree / 'acme.age'}", told.append)
    assert reference == f"age:{tree / 'acme.age'}"
    assert [load(reference).fingerprint] == told
    assert (tree / "acme.age").read_bytes().startswith(b"age-encryption.org/v1")
    with pytest.raises(KeyRefused, match="new name"):
        create(reference)


def test_a_recipient_opens_an_age_key_too(identity: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = pyrage.x25519.Identity.generate()
    reference = create(f"age:{tmp_path / 'k.age'}", recipients=[str(other.to_public())])
    mine = load(reference).fingerprint
    identity.write_text(str(other))
    assert load(reference).fingerprint == mine
    identity.write_text(str(pyrage.x25519.Identity.generate()))
    with pytest.raises(KeyRefused, match="not encrypted to your age identity"):
        load(reference)
    with pytest.raises(KeyRefused, match="age1"):
        create(f"age:{tmp_path / 'other.age'}", recipients=["somebody"])


def test_an_identity_that_is_missing_open_or_none_is_refused(
    identity: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = create(f"age:{tmp_path / 'k.age'}")
    secret = identity.read_text().splitlines()[-1]
    identity.chmod(0o640)
    with pytest.raises(KeyRefused, match="open to other users"):
        load(reference)
    identity.chmod(0o600)
    for text in ("", "AGE-SECRET-KEY-1QQQ", secret[:-1]):
        identity.write_text(text)
        with pytest.raises(KeyRefused) as refused:
            load(reference)
        assert not text or text not in str(refused.value)
    monkeypatch.delenv("PIISCAN_AGE_IDENTITY")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    with pytest.raises(KeyRefused, match="need an identity"):
        load(reference)
    (tmp_path / "config" / "piiscan").mkdir(parents=True)
    (tmp_path / "config" / "piiscan" / "age.txt").write_text(secret)
    (tmp_path / "config" / "piiscan" / "age.txt").chmod(0o600)
    assert load(reference)


def test_what_is_no_age_file_is_refused(identity: Path, tmp_path: Path) -> None:
    (tmp_path / "plain").write_text(SECRET.hex())
    for name in ("plain", "missing", ""):
        with pytest.raises(KeyRefused) as refused:
            load(f"age:{tmp_path / name}")
        assert SECRET.hex() not in str(refused.value)
    with pytest.raises(KeyRefused, match="output"):
        load(create(f"age:{tmp_path / 'k.age'}"), output=tmp_path)


@pytest.mark.catalogue("A16")
def test_a_key_in_the_keyring_is_made_opened_and_destroyed(store: Store) -> None:
    reference = create("keyring:piiscan/acme")
    assert list(store.held) == [("piiscan", "acme")]
    assert load(reference).fingerprint == load(reference).fingerprint
    with pytest.raises(KeyRefused, match="has a key of that name"):
        create(reference)
    destroy(reference, lambda fingerprint: None)
    assert not store.held
    with pytest.raises(KeyRefused, match="no such key"):
        load(reference)


def test_a_keyring_that_is_locked_absent_or_unencrypted_is_refused(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = create("keyring:piiscan/acme")
    store.locked = True
    for doing in (load, create, lambda each: destroy(each, lambda fingerprint: None)):
        with pytest.raises(KeyRefused, match="locked"):
            doing(reference)
    store.locked = False
    monkeypatch.setattr(Store, "__module__", "keyrings.alt.file")
    with pytest.raises(KeyRefused, match="plain files"):
        load(reference)


@pytest.mark.parametrize("reference", ["keyring:", "keyring:piiscan", "keyring:/x", "keyring:piiscan/", "env:X", "x:y"])
def test_a_key_is_not_made_where_nothing_is_named(store: Store, reference: str) -> None:
    with pytest.raises(KeyRefused):
        create(reference)


def test_a_keyring_that_is_locked_meanwhile_takes_no_key_and_gives_none_up(store: Store) -> None:
    def lock(fingerprint: str) -> None:
        store.locked = True

    with pytest.raises(KeyRefused, match="does not take the key"):
        create("keyring:piiscan/acme", lock)
    store.locked = False
    reference = create("keyring:piiscan/acme")
    with pytest.raises(KeyRefused, match="does not give the key up"):
        destroy(reference, lock)
    assert store.held


def test_only_age_keys_have_recipients(store: Store, tmp_path: Path) -> None:
    for reference in (f"file:{tmp_path / 'key'}", "keyring:piiscan/acme"):
        with pytest.raises(KeyRefused, match="only age"):
            create(reference, recipients=["age1x"])
    assert not (tmp_path / "key").exists()
    assert not store.held


def test_a_file_is_encrypted_to_somebody_elses_key_and_to_nothing_else(tmp_path: Path) -> None:
    other = pyrage.x25519.Identity.generate()
    (tmp_path / "plain").write_bytes(b"content")
    age.encrypt(tmp_path / "plain", tmp_path / "sealed", str(other.to_public()))
    assert pyrage.decrypt((tmp_path / "sealed").read_bytes(), [other]) == b"content"
    with pytest.raises(KeyRefused, match="age1"):
        age.encrypt(tmp_path / "plain", tmp_path / "other", "somebody")
    assert not (tmp_path / "other").exists()


def test_a_key_file_cannot_be_made_in_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(KeyRefused, match="cannot be created"):
        create(f"file:{tmp_path / 'missing' / 'key'}")


def test_a_key_behind_a_link_is_destroyed_with_the_link(tmp_path: Path) -> None:
    reference = create(f"file:{tmp_path / 'key'}")
    (tmp_path / "link").symlink_to(tmp_path / "key")
    destroy(f"file:{tmp_path / 'link'}", lambda fingerprint: None)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(KeyRefused):
        load(reference)


def test_a_key_file_that_went_away_meanwhile_is_not_said_to_be_destroyed(tmp_path: Path) -> None:
    reference = create(f"file:{tmp_path / 'key'}")
    with pytest.raises(KeyRefused, match="cannot be destroyed"):
        destroy(reference, lambda fingerprint: (tmp_path / "key").unlink())


@pytest.mark.parametrize("kind", ["file", "age"])
def test_a_destroyed_key_file_is_written_over_and_gone(kind: str, identity: Path, tmp_path: Path) -> None:
    reference = create(f"{kind}:{tmp_path / 'key'}")
    content = (tmp_path / "key").read_bytes()
    (tmp_path / "second-name").hardlink_to(tmp_path / "key")
    told: list[str] = []
    fingerprint = load(reference).fingerprint
    destroy(reference, told.append)
    assert told == [fingerprint]
    assert not (tmp_path / "key").exists()
    assert len((tmp_path / "second-name").read_bytes()) == len(content)
    assert content not in (tmp_path / "second-name").read_bytes()
    with pytest.raises(KeyRefused):
        load(reference)


def test_a_key_is_neither_made_nor_destroyed_where_that_cannot_be_told(tmp_path: Path) -> None:
    def refuse(fingerprint: str) -> None:
        raise KeyRefused("no audit, no action")

    with pytest.raises(KeyRefused, match="no action"):
        create(f"file:{tmp_path / 'key'}", refuse)
    assert not (tmp_path / "key").exists()
    reference = create(f"file:{tmp_path / 'key'}")
    with pytest.raises(KeyRefused, match="no action"):
        destroy(reference, refuse)
    assert load(reference)


def test_a_variable_is_not_ours_to_write_or_destroy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIISCAN_TEST_KEY", SECRET.hex())
    with pytest.raises(KeyRefused, match="a key is made in"):
        scheme_in("env:PIISCAN_TEST_KEY")[0].write("PIISCAN_TEST_KEY", "x", ())
    with pytest.raises(KeyRefused, match="who sets it"):
        destroy("env:PIISCAN_TEST_KEY", lambda fingerprint: None)


@pytest.mark.catalogue("A17")
def test_versions_have_other_subkeys_and_the_same_fingerprint() -> None:
    first = MasterKey(SECRET)
    second = first.at(2)
    assert second.subkey("pseudonym", "甲", "PERSON") == first.subkey("pseudonym", "甲", "PERSON", 2)
    assert second.subkey("fpe", "acme", "mobile") != first.subkey("fpe", "acme", "mobile")
    assert second.fingerprint == first.fingerprint
