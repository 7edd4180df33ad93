"""Every error piiscan raises on purpose, and the exit code that each one ends a command with.

    PiiscanError            4   internal error
    ├── UsageError          2   a bad option, or a target that does not exist
    │   ├── PackError       2   a recognizer pack is broken
    │   ├── ModelRefused    2   a model is missing, was changed, or is of another version
    │   ├── PolicyError     2   a policy is broken, or a rule of it can match nothing
    │   ├── PlanError       2   a plan is broken, or does not fit the data
    │   ├── KeyRefused      2   a key is missing, weak, or readable by others
    │   ├── AuditRefused    2   the audit log cannot be relied on or written, so nothing is done
    │   └── DestinationRefused  2   the output exists, or lies inside the source
    ├── ReleaseRefused      1   a gate of a release said no (3 where something could not be read to its end)
    │   └── SignatureRefused    1   what is signed is not what it should be, or not by whom it should be
    ├── SourceUnreadable    3   something asked for could not be read to its end
    └── OutputFailed        4   the output could not be written; nothing partial is left

A message names file, table, column and row, and what to do. It never holds a value of the data.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

__all__ = [
    "AuditRefused",
    "DestinationRefused",
    "KeyRefused",
    "ModelRefused",
    "OutputFailed",
    "PackError",
    "PiiscanError",
    "PlanError",
    "PolicyError",
    "ReleaseRefused",
    "SignatureRefused",
    "SourceUnreadable",
    "UsageError",
    "did_you_mean",
]


class PiiscanError(Exception):
    """Something failed that should not have; the root of the tree."""

    exit_code = 4


class UsageError(PiiscanError):
    """The command, as it was given, cannot be carried out."""

    exit_code = 2


class PackError(UsageError):
    """A recognizer pack breaks the pack format, or one of its own examples fails."""


class ModelRefused(UsageError):
    """A model of names is missing, is not the one that piiscan was measured with, or does not load."""


class PolicyError(UsageError):
    """A policy has an unknown key, a bad value, or a rule that can match nothing."""


class PlanError(UsageError):
    """A plan is not complete, not decided, or does not fit the table it is used on."""


class KeyRefused(UsageError):
    """A key reference cannot be resolved, or the key behind it is not fit for use."""


class AuditRefused(UsageError):
    """The audit log was changed, is held by another process, or cannot be written: no audit, no action."""


class DestinationRefused(UsageError):
    """The destination exists already, or masking there would harm the source."""


class ReleaseRefused(PiiscanError):
    """A release may not be asked for, approved, sealed or received. `reasons`: a word for the record -> a sentence."""

    exit_code = 1

    def __init__(self, reasons: Mapping[str, str], incomplete: bool = False) -> None:
        super().__init__("; ".join(reasons.values()))
        self.reasons = reasons
        self.exit_code = 3 if incomplete else 1


class SignatureRefused(ReleaseRefused):
    """A signed document is not of its kind, not spelled as it must be, or not signed by whom it must be."""

    def __init__(self, reason: str) -> None:
        super().__init__({"signature": reason})


class SourceUnreadable(PiiscanError):
    """A source, or a part of it, could not be read: the run goes on, and is incomplete."""

    exit_code = 3

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"{source}: {reason}")
        self.source = source
        self.reason = reason


class OutputFailed(PiiscanError):
    """The output could not be written (disk full, no permission); no partial file is left."""


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """A hint for a message: the known name that is nearest, if one is near."""
    from difflib import get_close_matches

    near = get_close_matches(name[:100], list(known), n=1)
    return f"; did you mean {near[0]}?" if near else ""
