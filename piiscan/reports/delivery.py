"""What stands beside the data that a partner gets: plain, and the same for the same release."""

from __future__ import annotations

from piiscan.model.release import Delivered, Manifest
from piiscan.reports.visible import visible

__all__ = ["readme"]

_TEXT = """\
# Release {release}

For {partner}, for the purpose {purpose}, under agreement {agreement}.
To be used until {expires}; then delete it, and every copy of it.

The data is pseudonymised. It is still personal data: do not try to find out who
is behind it, do not join it with other data to that end, do not pass it on.

| file | rows | octets | SHA-256 |
|---|---|---|---|
{files}

{canaries}Asked for by {requester} on {requested}; `release.json` has the signatures.

## Check it first

    piiscan release verify . --fingerprint FINGERPRINT

FINGERPRINT is what the sender has told you once by another way, such as the
agreement or the telephone. Never take it from this folder: whoever could change
the data could change it, too. No network and no key of yours is needed. It
proves that these files are, to the last octet, what two people of the sender
have approved, and not that they were right to.
{decrypting}"""

_CANARIES = """\
{number:,} of the rows are nobody's: by them this copy is told from all others. Which
they are is not said; count them out of totals, as a share of the rows.

"""

_ENCRYPTED = """
The files are encrypted with age (age-encryption.org) to the key that you gave:

    age --decrypt --identity KEY data/NAME.age > NAME

The SHA-256 of what comes out is that of the list below.

{plain}
"""


def readme(manifest: Manifest) -> str:
    """README.md of the delivery, of whose manifest it becomes a file itself."""
    plain = [f"- `{visible(file.name)}`: {file.plain}" for file in manifest.files if file.plain]
    return _TEXT.format(
        release=manifest.release,
        partner=visible(manifest.partner.name),
        purpose=visible(manifest.purpose.name),
        agreement=visible(manifest.agreement),
        expires=manifest.expires,
        files="\n".join(map(_row, manifest.files)),
        canaries=_CANARIES.format(number=manifest.canaries) if manifest.canaries else "",
        requester=visible(manifest.requester),
        requested=manifest.requested,
        decrypting=_ENCRYPTED.format(plain="\n".join(plain)) if plain else "",
    )


def _row(file: Delivered) -> str:
    return f"| `{visible(file.name)}` | {file.rows:,} | {file.octets:,} | {file.sha256} |"
