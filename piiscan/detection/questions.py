"""Headers of survey exports: questions and requests, cut down to what they ask for.

`3、您的手机号码是？ [填空题]` asks for `手机号码`, `Q1. What is your e-mail?` for `e-mail`. What is answered with
yes or no (`Do you agree to receive e-mail?`) asks for nothing that is named in it, and is left as it is.
"""

from __future__ import annotations

import re

_NUMBERED = re.compile(
    r"^\s*(?:[(（]?第?\s*[Qq]?\d{1,3}\s*题?[)）]?\s*[、.．:：)）-]|[Qq]\d{1,3}\b|[(（]\d{1,3}[)）]|第\s*\d{1,3}\s*题)\s*"
)
"""`1、`, `Q3 - `, `(2)`, `第4题`."""

_REMARKS = re.compile(
    r"[\[【][^\]】]*题[\]】]|[(（\[](?:as |e\.?g|ex|i\.?e|optional|required|mandatory|if |for |incl|format"
    r"|必填|选填|選填|可选|必选|单选|多选|如|例|仅|请|用于)[^)）\]]*[)）\]]",
    re.IGNORECASE,
)
"""How to answer: `[填空题]`, `(as in passport)`, `（必填）`."""

_ASKED = [
    re.compile(pattern + r"(?P<asked>[^?]+?)[\s.?]*$", re.IGNORECASE)
    for pattern in (
        r"^(?:what|which|who)(?:['’]s| is| are| was| were)(?: currently| the)? your ",
        r"^(?:(?:please|kindly|(?:could|can|would) you)[ ,]+)*(?:enter|provide|type|fill in|specify|state|give|tell"
        r"|write|select|choose|indicate|confirm|supply|leave|share|list)(?: us| me| in)? (?:your|the) ",
        r"^quel(?:le)?s? (?:est|sont) (?:votre|vos|ton|ta|tes) ",
        r"^(?:qual è|qual(?:es)? (?:é|e|es|son)|¿?\s*cuál(?:es)? (?:es|son)) (?:il tuo|la tua|o seu|a sua|tus?|sus?) ",
        r"^(?:wie (?:lautet|ist|heisst)|was ist|wat is) (?:ihre?|deine?|uw|je|jouw) ",
    )
]
"""Ways to ask for a thing by its name."""

_ASKED_IN_CHINESE = re.compile(
    "^(?=[请請您你])(?:请问?|請問?)?[您你]?(?:输入|填写|填入|填|提供|选择|留下|告知|輸入|填寫|選擇)?(?:一下)?(?:您|你|本人)?的?"
    "(?P<asked>[^？?：:_]+?)(?:是什么|是多少|是哪里|是哪个|是什麼|为|是)?\\s*[？?：:。_]*$"
)
_WHETHER = re.compile("是否|[吗嗎]\\s*[？?]*$|有没有|愿不愿|满意|多久|多少次|几次|哪些")

_SAID = [
    (re.compile(pattern, re.IGNORECASE), meant)
    for pattern, meant in (
        (r"^how old are you\b", "age"),
        (r"^(?:what year|when) were you born\b", "date of birth"),
        (r"^what (?:is|do you do for) (?:your|a) (?:living|profession)\b", "occupation"),
        (r"^how much do you (?:earn|make)\b", "salary"),
        (r"^(?:请问)?(?:您|你)(?:今年)?(?:多大|几岁|多少岁)", "年龄"),
        (r"^(?:请问)?(?:您|你)(?:叫什么|怎么称呼|贵姓)", "姓名"),
        (r"^(?:请问)?(?:您|你)(?:住在?哪)", "住址"),
    )
]
"""Ways to ask for it without its name."""


def asked(header: str) -> str:
    """What the header asks for, or the header itself where it is no question."""
    plain = _REMARKS.sub(" ", _NUMBERED.sub("", header)).strip(" *\t") or header
    for said, meant in _SAID:
        if said.search(plain):
            return meant
    forms = _ASKED if _WHETHER.search(plain) else [*_ASKED, _ASKED_IN_CHINESE]
    return next((found["asked"] for form in forms if (found := form.match(plain))), plain)
