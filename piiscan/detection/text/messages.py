"""Accounts and customers in the messages of programs, where no key names them.

OpenSSH, PAM, sudo and systemd-logind each say "user" in sentences of their own; web servers put the user third in a
line of the Common Log Format (Apache HTTP Server, mod_log_config). A customer, member or patient in a message is
followed by a number or code.
"""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl
import regex

from piiscan.detection.text.keyed import NOBODY
from piiscan.detection.text.scores import CLAIMED
from piiscan.model.span import Span

__all__ = ["MessageFinder"]

_ACCOUNT = r"[\"'“‘]?(?P<value>[\p{L}\p{N}_][\p{L}\p{N}_.@+\\-]*[\p{L}\p{N}_$]|[\p{L}_])[\"'”’]?(?![\p{L}\p{N}_=])"
_DOES = (
    r"(?:logged|login|signed|not found|not allowed|does not|is locked|locked|disabled|enabled|created|deleted|updated"
    r"|added|removed|unknown|requested|failed|has |is not)"
)

_messages = [
    (entity, hint, regex.compile(pattern))
    for entity, hint, pattern in (
        (
            "USERNAME",
            "(?:Failed|Accepted|Postponed) ",
            rf"(?:Failed|Accepted|Postponed) \S+ for (?:invalid user |illegal user )?{_ACCOUNT} from ",
        ),
        (
            "USERNAME",
            "(?i:user) ",
            r"(?i:(?:for|of|by|invalid|illegal|unknown|no such|disabled|locked|authenticating) user:? )" + _ACCOUNT,
        ),
        ("USERNAME", "(?i:user) ", rf"(?<![\p{{L}}\p{{N}}_.-])(?i:user) {_ACCOUNT} {_DOES}"),
        ("USERNAME", r"sudo(?:\[[0-9]+\])?: ", rf"sudo(?:\[[0-9]+\])?:\s+{_ACCOUNT} : "),
        ("USERNAME", r" \[[0-9]{2}/[A-Z]", rf"^\S+ \S+ {_ACCOUNT} \[[0-9]{{2}}/[A-Z][a-z]{{2}}/[0-9]{{4}}:"),
        (
            "PERSON_ID",
            "(?i:customer|client|member|patient|employee)[a-z]{0,2} ",
            r"(?<![\p{L}\p{N}_])(?i:(?:customer|client|member|patient|employee)(?: id| no\.?| number)?[ #:]{1,2})"
            r"[\"']?(?P<value>(?=[A-Za-z_-]*[0-9])(?!(?:19|20)[0-9]{2}(?![0-9]))[0-9A-Za-z_-]{4,40})(?![\w.:/-])",
        ),
    )
]


class MessageFinder:
    """Finds what common programs say of accounts, and codes behind the word for a customer."""

    def find(self, texts: pl.Series) -> Iterator[tuple[int, Span]]:
        """Number of the text and span, in no order. `texts`: folded Strings without nulls."""
        for entity, hint, found in _messages:
            some = texts.str.contains(hint).arg_true()
            for number, text in zip(some, texts.gather(some), strict=True):
                for match in found.finditer(text):
                    if match["value"].lower() not in NOBODY:
                        start, end = match.span("value")
                        yield number, Span(start, end, entity, CLAIMED, "text/message")
