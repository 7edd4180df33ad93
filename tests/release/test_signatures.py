"""Ed25519 and envelopes: what was signed is what is read, and nothing else is (reliability.md, D12, D16 to D20)."""

from __future__ import annotations

import json
import os
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from time import monotonic

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from piiscan.errors import KeyRefused, PiiscanError, SignatureRefused
from piiscan.keys import create, load
from piiscan.keys.signing import Signer, create_signer, load_signer
from piiscan.signing.ed25519 import fingerprint, fit, holds
from piiscan.signing.enrolments import enrolment_in
from piiscan.signing.envelope import Envelope, Signature, opened, sealed, signed, signers
from piiscan.signing.manifests import manifest_in
from tests.release.made import Office
from tests.release.points import ORDER, PRIME, forged, torsion, written

SIGNER = Signer(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
TRUSTED = {fingerprint(SIGNER.public): SIGNER.public}

OTHER_SPELLINGS = [(PRIME + 1, 0), (1, 1 << 255), (PRIME + 1, 1 << 255)]
"""Of the point of zero, none of which is the one that there is."""

# RFC 8032, 7.1: public key, message, signature
RFC_8032 = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155"
        "5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    ),
]


@pytest.mark.catalogue("D12")
@pytest.mark.parametrize(("public", "message", "signature"), RFC_8032)
def test_signatures_of_the_standard_hold_and_their_neighbours_do_not(public: str, message: str, signature: str) -> None:
    key, said, sig = bytes.fromhex(public), bytes.fromhex(message), bytes.fromhex(signature)
    assert holds(key, sig, said)
    malleable = sig[:32] + (int.from_bytes(sig[32:], "little") + ORDER).to_bytes(32, "little")
    flipped = [bytes(octet ^ (i == at) for i, octet in enumerate(sig)) for at in range(64)]
    for wrong in (b"", sig[:63], sig + b"\0", bytes(64), malleable, *flipped):
        assert not holds(key, wrong, said)
    assert not holds(key, sig, said + b"\0")
    assert not holds(SIGNER.public, sig, said)


@pytest.mark.catalogue("D12")
def test_a_key_under_which_anybody_can_sign_is_unfit() -> None:
    """The eight points of small order, found by arithmetic, and what is no point's one spelling."""
    small = {point[1] for point in torsion()}
    assert len(small) == 5
    for y in (*small, PRIME, PRIME + 1):
        for sign in (0, 1 << 255):
            assert not fit((y | sign).to_bytes(32, "little"))
    assert fit(SIGNER.public)
    assert not fit(SIGNER.public[:31])
    identity = (1).to_bytes(32, "little")
    assert not holds(identity, identity + bytes(32), b"anything")


def test_a_signature_has_one_spelling_and_no_part_of_small_order() -> None:
    """Cases that verifiers have been known to differ in: a second half that is too large, a first half in another
    spelling, or of small order, for which the cofactored equation of RFC 8032, 5.1.7, would hold."""
    said, seed = b"release", bytes(range(32))
    signature = SIGNER.sign(said)
    first, second = signature[:32], int.from_bytes(signature[32:], "little")
    assert holds(SIGNER.public, signature, said)
    larger = [second + n * ORDER for n in range(1, 16) if second + n * ORDER < 2**256]
    assert len(larger) > 10
    wrong = [first + n.to_bytes(32, "little") for n in (*larger, 0, ORDER, ORDER - second, 2**256 - 1)]
    wrong += [forged(seed, SIGNER.public, written(point), said) for point in torsion() - {(0, 1)}]
    wrong += [forged(seed, SIGNER.public, (y | sign).to_bytes(32, "little"), said) for y, sign in OTHER_SPELLINGS]
    assert holds(SIGNER.public, forged(seed, SIGNER.public, written((0, 1)), said), said)  # so the rest is made rightly
    assert not any(holds(SIGNER.public, each, said) for each in wrong)


@pytest.mark.parametrize("length", [*range(64), 65, 96, 128])
def test_a_signature_that_is_cut_or_too_long_does_not_hold(length: int) -> None:
    signature = SIGNER.sign(b"release")
    assert not holds(SIGNER.public, (signature + bytes(64))[:length], b"release")


def test_a_signature_holds_under_its_own_key_alone() -> None:
    signature = SIGNER.sign(b"release")
    negated = SIGNER.public[:31] + bytes([SIGNER.public[31] ^ 128])
    others = [Signer(Ed25519PrivateKey.generate()).public for _ in range(8)]
    for key in (negated, *others, *map(written, torsion()), b"", SIGNER.public[:31], SIGNER.public + b"\0"):
        assert not holds(key, signature, b"release")


@pytest.mark.catalogue("D12")
@pytest.mark.skipif("WYCHEPROOF" not in os.environ, reason="WYCHEPROOF names no folder of test vectors")
def test_wycheproof_agrees() -> None:
    vectors = json.loads((Path(os.environ["WYCHEPROOF"]) / "ed25519_test.json").read_text())
    for group in vectors["testGroups"]:
        public = bytes.fromhex(group["publicKey"]["pk"])
        for test in group["tests"]:
            held = holds(public, bytes.fromhex(test["sig"]), bytes.fromhex(test["msg"]))
            assert held == (test["result"] == "valid"), test["tcId"]


@pytest.mark.catalogue("D16", "D19")
def test_what_is_signed_is_read_back_and_its_type_is_part_of_it() -> None:
    envelope = signed(Envelope(b'{"a":1}'), SIGNER)
    assert opened(sealed(envelope)) == envelope
    assert signers(envelope, TRUSTED) == (fingerprint(SIGNER.public),)
    raw = Envelope(b'{"a":1}', (Signature(fingerprint(SIGNER.public), SIGNER.sign(b'{"a":1}')),))
    pae = b"DSSEv1 29 http://example.com/HelloWorld 11 hello world"  # DSSE protocol.md, its example
    other = Envelope(b"hello world", (Signature(fingerprint(SIGNER.public), SIGNER.sign(pae)),))
    for wrong in (raw, other):
        with pytest.raises(SignatureRefused):
            signers(wrong, TRUSTED)


def respelled(document: bytes, **more: object) -> bytes:
    return json.dumps({**json.loads(document), **more}, sort_keys=True, separators=(",", ":")).encode()


ENVELOPES: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda document: b"",
    "null": lambda document: b"null",
    "a list": lambda document: b"[]",
    "blanks": lambda document: document + b"\n",
    "other order": lambda document: b"{" + b",".join(reversed(document[1:-1].split(b',"', 1))) + b"}",
    "key twice": lambda document: document[:-1] + b',"signatures":[]}',
    "more keys": lambda document: respelled(document, threshold=0),
    "no signatures": lambda document: respelled(document, signatures=None),
    "a signature that is a text": lambda document: respelled(document, signatures=["x"]),
    "more in a signature": lambda document: document.replace(b'"sig":', b'"role":"business","sig":'),
    "payload that is a number": lambda document: respelled(document, payload=7),
    "payload that is no base64": lambda document: respelled(document, payload="&&&&"),
    "base64 of another spelling": lambda document: document.replace(
        b'"payload":"eyJhIjoxfQ=="', b'"payload":"eyJhIjoxfR=="'
    ),
    "other type": lambda document: respelled(document, payloadType="application/json"),
    "too many signatures": lambda document: respelled(document, signatures=json.loads(document)["signatures"] * 17),
    "larger than any": lambda document: document + b" " * (17 << 20),
    "not UTF-8": lambda document: document + b"\xff",
    "deep": lambda document: b'{"a":' * 100_000,
}


@pytest.mark.catalogue("D17")
@pytest.mark.parametrize("name", ENVELOPES)
def test_an_envelope_has_one_spelling(name: str) -> None:
    document = sealed(signed(Envelope(b'{"a":1}'), SIGNER))
    changed = ENVELOPES[name](document)
    assert changed != document
    with pytest.raises(SignatureRefused):
        opened(changed)


@pytest.mark.catalogue("D20")
def test_ten_thousand_signatures_are_refused_within_a_second() -> None:
    many = tuple(Signature(f"{number:064x}", SIGNER.sign(b"")) for number in range(10_000))
    document, began = sealed(Envelope(b"{}", many)), monotonic()
    with pytest.raises(SignatureRefused):
        opened(document)
    assert monotonic() - began < 1


def manifest_payload(office: Office, release: str) -> bytes:
    return opened((office.folder / "home" / "releases" / release / "release.json").read_bytes()).payload


PAYLOADS: dict[str, Callable[[bytes], bytes]] = {
    "empty": lambda payload: b"",
    "an empty object": lambda payload: b"{}",
    "unparsable": lambda payload: payload[:-1],
    "more keys": lambda payload: respelled(payload, approved=True),
    "other statement type": lambda payload: payload.replace(b"Statement/v1", b"Statement/v2"),
    "other predicate type": lambda payload: payload.replace(b"piiscan:release/1", b"piiscan:release/2"),
    "no files": lambda payload: respelled(payload, subject=[]),
    "more in the predicate": lambda payload: payload.replace(b'"agreement":', b'"admin":true,"agreement":'),
    "less in the predicate": lambda payload: payload.replace(b'"assessment":"PIA-3",', b""),
    "a number that is a text": lambda payload: payload.replace(b'"tier":2', b'"tier":"2"'),
    "a number that is true": lambda payload: payload.replace(b'"removed":0', b'"removed":false'),
    "a day that is none": lambda payload: payload.replace(b'"seal_by":"2', b'"seal_by":"x'),
    "a key twice": lambda payload: payload.replace(b'"tier":2', b'"tier":1,"tier":2'),
    "another digest": lambda payload: payload.replace(b'"digest":{"sha256"', b'"digest":{"sha1":"","sha256"'),
    "escapes": lambda payload: payload.replace(b'"acme"', b'"\\u0061cme"'),
}  # fmt: skip


@pytest.mark.catalogue("D17")
@pytest.mark.parametrize("name", PAYLOADS)
def test_what_is_signed_but_no_manifest_is_refused(name: str, house: Office, waits: str) -> None:
    payload = manifest_payload(house, waits)
    assert manifest_in(payload).release == waits
    changed = PAYLOADS[name](payload)
    assert changed != payload
    with pytest.raises(SignatureRefused):
        manifest_in(changed)


@pytest.mark.catalogue("D16")
def test_one_kind_of_statement_is_not_taken_for_another(house: Office, waits: str) -> None:
    enrolment = next((house.folder / "home" / "people").iterdir()).read_bytes()
    with pytest.raises(SignatureRefused):
        manifest_in(opened(enrolment).payload)
    with pytest.raises(SignatureRefused):
        enrolment_in(manifest_payload(house, waits))


def test_signing_keys_and_masking_keys_are_not_taken_for_each_other(tmp_path: Path) -> None:
    full, signer = create_signer(f"file:{tmp_path / 'mine'}", lambda signer: None)
    assert load_signer(full).public == signer.public
    assert (tmp_path / "mine").stat().st_mode & 0o777 == 0o600
    masking = create(f"file:{tmp_path / 'masking'}")
    for wrong in (lambda: load(full), lambda: load_signer(masking), lambda: create_signer(full, lambda signer: None)):
        with pytest.raises(KeyRefused) as refused:
            wrong()
        assert b64encode(signer.public).decode() not in str(refused.value)
    assert "hidden" in repr(signer)


def test_a_signing_key_that_is_not_on_record_is_not_made(tmp_path: Path) -> None:
    def unwritable(signer: Signer) -> None:
        raise PiiscanError("no audit")

    with pytest.raises(PiiscanError, match="no audit"):
        create_signer(f"file:{tmp_path / 'mine'}", unwritable)
    assert not list(tmp_path.iterdir())
