"""A person's signing key: made once, opened as what it is, and never shown or taken for another."""

from __future__ import annotations

import copy
import pickle
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from piiscan.errors import KeyRefused
from piiscan.keys import create, load
from piiscan.keys.references import scheme_of
from piiscan.keys.signing import Signer, create_signer, load_signer


@pytest.fixture
def reference(tmp_path: Path) -> str:
    return create_signer(f"file:{tmp_path / 'mine'}", lambda signer: None)[0]


def test_what_it_signs_holds_under_its_public_half(reference: str) -> None:
    signer = load_signer(reference)
    Ed25519PublicKey.from_public_bytes(signer.public).verify(signer.sign(b"said"), b"said")
    assert scheme_of(reference) == "file"


def test_it_is_told_before_it_is_made_and_not_made_where_it_cannot_be_told(tmp_path: Path) -> None:
    told: list[bytes] = []
    made, signer = create_signer(f"file:{tmp_path / 'a'}", lambda signer: told.append(signer.public))
    assert told == [signer.public] == [load_signer(made).public]

    def refuse(signer: Signer) -> None:
        raise KeyRefused("no audit, no action")

    with pytest.raises(KeyRefused, match="no action"):
        create_signer(f"file:{tmp_path / 'b'}", refuse)
    assert not (tmp_path / "b").exists()


def test_it_is_never_shown_copied_or_pickled(reference: str) -> None:
    signer = load_signer(reference)
    assert repr(signer) == "Signer(hidden)"
    for take in (copy.copy, copy.deepcopy, pickle.dumps):
        with pytest.raises(TypeError, match="never copied"):
            take(signer)


def test_no_other_key_passes_for_it_nor_it_for_a_masking_key(reference: str, tmp_path: Path) -> None:
    agreeing = X25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (tmp_path / "agreeing").write_bytes(agreeing)
    (tmp_path / "agreeing").chmod(0o600)
    for other in (create(f"file:{tmp_path / 'masking'}"), f"file:{tmp_path / 'agreeing'}"):
        with pytest.raises(KeyRefused, match="no signing key"):
            load_signer(other)
    with pytest.raises(KeyRefused):
        load(reference)
