"""What a column header says: how well it names each entity, in words of many scripts.

A header is cut into words on case, underscores, digits and blanks, without accents (`prénom` is `prenom`); phrases
lose theirs, too. What is written without blanks (Han characters, kana, Hangul, Thai) stays in one piece, where a phrase
may stand anywhere. The last word of an English header is its head (`customer_email` is an e-mail, `email_status` is a
status), and so is the end of a Chinese one (`联系人电话`); in Hebrew, Arabic and Thai it is the first. Russian and
Greek tell an attribute by its ending: the phrase in its first case is the head wherever it stands.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from piiscan.detection.questions import asked
from piiscan.model.recognizer import Recognizer

_UPPER, _LOWER = "A-Z\u0391-\u03a9\u0400-\u042f", "a-z\u03b1-\u03c9\u0430-\u052f"
"""Letters that have case, once they have no accents: Latin, Greek, Cyrillic."""

_HEAD_FIRST = re.compile("[\u05d0-\u06d3]")
_INFLECTED = re.compile("[\u0370-\u052f]")
_UNSPACED = re.compile("[\u0e01-\u0e4e\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
_WORD = re.compile(
    f"[{_UPPER}]+(?![{_LOWER}])|[{_UPPER}]?[{_LOWER}]+|{_UNSPACED.pattern}"
    "|[\u05d0-\u05ea]+|[\u0621-\u063f\u0641-\u064a\u066e-\u06d3]+|[\u0900-\u0963\u0971-\u097f]+"
)
_ACCENTS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u065f\u0670\u093c]")
"""Marks of Latin, Greek and Cyrillic, points of Hebrew and Arabic, the tatweel, the dot of borrowed Hindi sounds."""

_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "æ": "ae", "đ": "d", "Đ": "D", "ı": "i", "ґ": "г", "Ґ": "Г"}
    | {"ى": "ي", "ة": "ه", "ی": "ي", "ک": "ك"}
)
"""Letters that have no accent to lose, and Arabic ones that are written one for the other."""

_DECORATION = frozenset(
    "a an the of my your our their his her in on at to for by is no id num number code value val field column col raw"
    " info data txt text str orig original new old current primary main first second default tbl sys t c f x fk pk"
    " masked src list array all का की के".split()
)
"""Words around a phrase that leave its meaning as it is, when they are not part of the phrase itself."""


_THINGS = frozenset(
    "order orderno ordernumber orderid ordersn serial serialno serialnumber sn sku spu ean upc isbn barcode invoice"
    " invoiceno tracking trackingno trackingnumber waybill batch batchno lot version firmware build revision release"
    " hash checksum md5 sha sha1 sha256 digest uuid guid etag commit timestamp epoch"
    " 订单号 订单编号 单号 流水号 序列号 批次号 批号 条码 条形码 版本 版本号 运单号 快递单号 发票号 校验和"
    " 訂單號 訂單編號 單號 ddh ddbh lsh xlh".split()
)
"""Numbers of things, not of people: what looks like an identifier under them needs a check that holds."""


_WORKS = frozenset(
    "title subtitle headline album song track movie film book game show series episode product item goods brand model"
    " species breed variety color colour dish recipe drug team club event winery vineyard hotel"
    " 标题 標題 商品 商品名 产品 產品 品名 品牌 型号 片名 电影 歌曲 歌名 专辑 书名 菜名 店名 车型"
    " 商品名称 产品名称 品牌名称".split()
)
"""Things that bear names, some of them of people."""


_LONGEST_PHRASE = 6
"""Words."""


@dataclass(frozen=True, slots=True)
class Naming:
    """The phrase by which a header names an entity, and its strength: 1 where nothing else is said, -1 if denied."""

    phrase: str
    strength: float


SILENT = Naming("", 0.0)


class HeaderReader:
    """Every phrase of every recognizer, found in a header by looking up what stands in it."""

    def __init__(self, recognizers: Iterable[Recognizer]) -> None:
        self._named: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        self._denied: defaultdict[str, set[str]] = defaultdict(set)
        for r in recognizers:
            for phrase in r.header.words:
                self._named[_joined(phrase)].append((r.id, phrase))
            for word in r.header.unless:
                self._denied[_joined(word)].add(r.id)

    def namings(self, *headers: str) -> Mapping[str, Naming]:
        """Recognizer id -> the strongest naming of it; recognizers that no header names are left out.

        A column may have several: its name, a comment, further header rows. Each is read on its own.
        """
        found: dict[str, Naming] = {}
        heard: set[str] = set()
        for piece, strength in chain.from_iterable(pieces(split(header)) for header in headers):
            heard.add(piece)
            for name, phrase in self._phrases(piece):
                found[name] = max(found.get(name, SILENT), Naming(phrase, strength), key=_weight)
        denying = heard & self._denied.keys()
        return {name: Naming(n.phrase, -1.0) if self._denies(denying, name, n) else n for name, n in found.items()}

    def _denies(self, words: Iterable[str], name: str, naming: Naming) -> bool:
        """Whether one of the words, outside of the phrase itself, takes its meaning away."""
        phrase = _joined(naming.phrase)
        return any(name in self._denied[word] and word not in phrase for word in words)

    def _phrases(self, piece: str) -> Iterator[tuple[str, str]]:
        """Recognizer ids and phrases of the piece, and of what it is the plural of."""
        yield from self._named.get(piece, ())
        if piece.endswith("s"):
            yield from self._named.get(piece.removesuffix("s"), ())


def names_a_thing(header: str) -> bool:
    """Whether the head of the header is the number of a thing (`order_no`, `firmware`, `订单号`)."""
    return _heads(header, _THINGS)


def names_a_work(header: str) -> bool:
    """Whether the head of the header is a thing that bears a name (`album_title`, `商品名称`)."""
    return _heads(header, _WORKS)


@lru_cache(maxsize=4096)
def _heads(header: str, words: frozenset[str]) -> bool:
    return any(piece in words and strength >= 0.85 for piece, strength in pieces(split(header)))


def split(header: str) -> tuple[str, ...]:
    """`custEmail_2 (手机号)` -> ("cust", "email", "手机号"), lower case; of a question what it asks for."""
    return tuple(word.lower() for word in _WORD.findall(_plain(asked(header))))


def _joined(phrase: str) -> str:
    """A phrase as `pieces` give it."""
    return _plain(phrase).replace(" ", "").lower()


def _plain(text: str) -> str:
    if text.isascii():
        return text
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", text.translate(_LETTERS))))


def pieces(words: tuple[str, ...]) -> Iterator[tuple[str, float]]:
    """What a phrase could be in these words (neighbouring words run together, parts of Han), with its strength."""
    for start, word in enumerate(words):
        unspaced = _UNSPACED.match(word)
        if unspaced:
            yield from _parts(word)
        for end in range(start + 1, min(len(words), start + _LONGEST_PHRASE) + 1):
            if not unspaced or end > start + 1:
                yield "".join(words[start:end]), _strength(word, words[:start], words[end:])


def _strength(phrase: str, before: tuple[str, ...], after: tuple[str, ...]) -> float:
    """`phrase` gives its script, and so the side on which what it belongs to stands."""
    if _HEAD_FIRST.match(phrase):
        before, after = after, before
    if not _meaningless(after) and not _INFLECTED.match(phrase):
        return 0.35
    return 1.0 if _meaningless((*before, *after)) else 0.85


def _parts(word: str) -> Iterator[tuple[str, float]]:
    """The same of a word in a script without blanks."""
    head_first = "\u0e01" <= word[0] <= "\u0e4e"
    for start in range(len(word)):
        for end in range(start + 1, len(word) + 1):
            whole, head = end - start == len(word), start == 0 if head_first else end == len(word)
            if whole or head or end - start > 1:
                yield word[start:end], 1.0 if whole else 0.85 if head else 0.5


def _meaningless(words: tuple[str, ...]) -> bool:
    return all(word in _DECORATION or len(word) == 1 for word in words if not _UNSPACED.match(word))


def _weight(naming: Naming) -> tuple[float, int, int]:
    return naming.strength, -naming.phrase.count(" "), len(naming.phrase)
