"""Drafts of what the authority, and the people concerned, are told of an incident, for somebody to complete.

What must be in them: PIPL Art. 57 (kinds of data, causes, possible harm; remedies, and what people can do; contact) and
GDPR Art. 33(3) (nature, with kinds and about how many people and records; contact; likely consequences; measures) and
34(2) (the same in plain words, without the numbers). What no record says stands there in square brackets.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Literal

from jinja2 import Environment, FunctionLoader, StrictUndefined

from piiscan.model.incident import Incident
from piiscan.reports.visible import visible
from piiscan.reports.words import Language

__all__ = ["To", "notice"]

To = Literal["authority", "people"]

_CLEAR, _TOKEN, _COARSE, _TEXT = "clear", "token", "coarse", "text"
_FORMS = {
    **dict.fromkeys(("pseudonym", "surrogate", "fpe", "encrypt"), _TOKEN),
    **dict.fromkeys(("generalize", "noise", "date_shift", "mask"), _COARSE),
    **dict.fromkeys(("text", "redact", "replace", "null"), _TEXT),
}
"""Operator -> what it leaves, in words for people; what is not named here is in clear."""

_SAID = {
    "en": {
        _CLEAR: "as they are",
        _TOKEN: "replaced by tokens, which only we can lead back to a person",
        _COARSE: "in a less exact form",
        _TEXT: "in texts from which what identifies was taken out as far as it was found",
    },
    "zh": {
        _CLEAR: "原值",
        _TOKEN: "已替换为假名，仅我方可还原或关联到个人",
        _COARSE: "已降低精度",
        _TEXT: "文本中已识别的个人信息已去除",
    },
}


def notice(incident: Incident, to: To, lang: Language, names: Mapping[str, str], now: str) -> str:
    """The draft. `names` of entities, where their own do not do; `now` is a moment in UTC: it may be late."""
    kinds = {
        (names.get(kind.entity, kind.entity.replace("_", " ").lower()), _SAID[lang][_FORMS.get(operator, _CLEAR)])
        for one in incident.leaked
        for kind in one.exposed
        for operator in kind.operators
    }
    template = _environment().get_template(f"notice_{to}.{lang}.jinja")
    return template.render(incident=incident, kinds=sorted(kinds), late=incident.late("authority", now))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(lambda name: files("piiscan.reports").joinpath(name).read_text("utf-8")),
        autoescape=False,
        undefined=StrictUndefined,
        finalize=lambda value: visible(value) if isinstance(value, str) else value,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["thousands"] = "{:,}".format
    return environment
