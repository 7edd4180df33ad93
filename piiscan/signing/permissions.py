"""Leave to unmask as a statement about the masked copy."""

from __future__ import annotations

from piiscan.errors import SignatureRefused
from piiscan.model.permission import Permission
from piiscan.model.typed import Misfit, plain, typed
from piiscan.signing.statement import parts, statement

__all__ = ["permission_in", "permission_payload"]

KIND = "piiscan:unmask/1"


def permission_payload(permission: Permission) -> bytes:
    predicate = plain(permission)
    digest = predicate.pop("copy").removeprefix("sha256:")
    return statement(KIND, [{"digest": {"sha256": digest}, "name": "copy"}], predicate)


def permission_in(payload: bytes) -> Permission:
    """What was signed. Raises SignatureRefused for a payload that is not, octet for octet, that of a permission."""
    subjects, predicate = parts(payload, KIND)
    try:
        permission = typed(Permission, {**predicate, "copy": f"sha256:{subjects[0]['digest']['sha256']}"})
        same = permission_payload(permission) == payload
    except (Misfit, LookupError, TypeError):
        same = False
    if not same:
        raise SignatureRefused("what is signed is no leave to unmask")
    return permission
