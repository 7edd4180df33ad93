"""Persons, organisations and places in English sentences: spaCy's entity recognition.

Importing this module imports spaCy. Nothing here touches the network: a model that is not installed is an error.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex
import spacy
from spacy.about import __version__ as _installed
from spacy.tokens import Span as Entity
from spacy.util import get_model_meta, is_compatible_version

from piiscan.detection.text.companions import with_companions
from piiscan.detection.text.firms import whole
from piiscan.detection.text.kinds import is_surname, kind
from piiscan.detection.text.model_files import ENGLISH
from piiscan.detection.text.scores import SPACY
from piiscan.detection.text.words import NOT_NAMES
from piiscan.errors import ModelRefused
from piiscan.model.span import Span

__all__ = ["English"]

_BATCH = 32
"""Sentences; larger batches are no faster and take memory in proportion."""

_ENTITIES = {
    "PERSON": "PERSON",
    "GPE": "LOCATION",
    "LOC": "LOCATION",
    "FAC": "LOCATION",
    "ORG": "ORGANIZATION",
}
"""What the model's labels are to us; others lead to nobody, or patterns see them better."""

_UNUSED = "tok2vec tagger parser senter attribute_ruler lemmatizer".split()
"""Components that entity recognition does not listen to; it has a tok2vec of its own."""

_edge = r"[^\p{L}\p{N}]|(?i:the|dear|hi|hello)\s"
_core = regex.compile(rf"^(?:{_edge})*(?P<core>.*?)(?:['’]s|[^\p{{L}}\p{{N}}.)])*$", regex.DOTALL)
"""A name without article, greeting, genitive and punctuation at its ends."""

_code = regex.compile(r"[0-9@_/\\=<>{}|]")
_member = regex.compile(
    r"(?P<person>\p{Lu}[\p{L}'’-]+[ ](?:\p{Lu}\.?[ ])?(?P<surname>\p{Lu}[\p{L}'’-]+))[ ](?:of|from|at)[ ]"
    r"(?P<firm>\p{Lu}.+)"
)
_amount = regex.compile(r"[A-Z]{3} ?[0-9][0-9.,]*")


class English:
    """The English model with its rules; loads on construction. Raises ModelRefused."""

    def __init__(self) -> None:
        folder = ENGLISH.verified()
        needed = get_model_meta(folder)["spacy_version"]
        if not is_compatible_version(_installed, needed):
            raise ModelRefused(f"{ENGLISH.name} needs spaCy {needed}, and {_installed} is installed")
        self._model = spacy.load(folder, exclude=_UNUSED)

    def find(self, sentences: Sequence[str]) -> list[list[Span]]:
        """What each sentence names; offsets in the sentence as given."""
        read = self._model.pipe(sentences, batch_size=_BATCH)
        return [
            with_companions(text, [span for found in doc.ents for span in _names(text, found)])
            for text, doc in zip(sentences, read, strict=True)
        ]


def _names(text: str, found: Entity) -> Iterator[Span]:
    told = _ENTITIES.get(found.label_)
    if told is None:
        return
    for begin, finish in _parts(text, found.start_char, found.end_char):
        core = _core.match(text[begin:finish])
        start, end = (begin + at for at in core.span("core")) if core else (0, 0)
        if start == end:
            continue
        start, end = whole(text, start, end)
        entity = kind(text, start, end, told)
        if entity and _is_name(text[start:end], entity):
            yield Span(start, end, entity, SPACY, "model/en_core_web_sm")


def _parts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """`Mary Jones of Initech Ltd`, taken for one name, is two."""
    member = _member.fullmatch(text, start, end)
    if member and is_surname(member["surname"]):
        yield member.span("person")
        yield member.span("firm")
    else:
        yield start, end


def _is_name(text: str, entity: str) -> bool:
    """Codes are no persons; words of forms and dates name nobody."""
    words = text.split()
    if (len(words) == 1 and _code.search(text)) or _amount.fullmatch(text):
        return False
    if all(word.strip(".,:'’").lower() in NOT_NAMES for word in words):
        return False
    return entity != "PERSON" or not (_code.search(text) or _abbreviation(words))


def _abbreviation(words: list[str]) -> bool:
    return len(words) == 1 and words[0].isupper() and len(words[0]) <= 4
