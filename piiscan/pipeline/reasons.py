"""Reasons that stay in the audit log: they name a case, and nobody, as the log holds no personal data."""

from __future__ import annotations

from piiscan.errors import UsageError
from piiscan.model.tier import Role

__all__ = ["refuse_telling"]

_LONGEST = 500
"""Characters of a reason."""


def refuse_telling(reason: str) -> None:
    """Raise UsageError for a reason that is empty, long, of several lines, or names somebody."""
    if not reason.strip() or len(reason) > _LONGEST or not reason.isprintable():
        raise UsageError(f"say the --reason in one line of at most {_LONGEST} characters")
    from piiscan.detection.packs import by_entity
    from piiscan.pipeline.detecting import spans

    recognizers = by_entity()
    for span in spans([reason], text="full")[0]:
        known = recognizers.get(span.entity)
        if known is None or known.role in (Role.DIRECT_IDENTIFIER, Role.SECRET):
            raise UsageError(f"the --reason holds {span.entity}, and stays in the log: name the case, and nobody")
