"""HTML and Markdown: whatever a page hides somewhere is read, and its masked copy holds nobody."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from piiscan import pipeline
from piiscan.pipeline.detection import Detection
from tests.sources.planted import assert_copy_holds_nobody, missed, plainly, reasons, told, values

PAGE = (
    "title", "meta", "refresh", "style", "style of an element", "script", "structured data", "template",
    "text without scripts", "comment", "conditional comment", "alternative text", "address of a link, as a URL is",
    "page in a frame", "data attribute", "hidden input", "placeholder", "text area", "option", "title of a drawing",
    "text of a drawing", "parted by marks", "as character references", "cell", "caption", "after the end",
    "data in a link",
)  # fmt: skip

NOTES = (
    "front matter", "heading", "underlined heading", "paragraph", "hard line break", "emphasis", "struck out",
    "quotation", "list", "task", "table", "code", "fenced code", "name of a language", "address of a link",
    "title of a link", "text of an image", "reference", "footnote", "comment", "element", "character references",
    "escaped", "bare address", "indented code",
)  # fmt: skip


@pytest.fixture(autouse=True)
def no_models(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Detection, "engine", property(lambda self: self.patterns))


def referred(text: str) -> str:
    return "".join(f"&#{ord(letter)};" for letter in text)


def page(at: dict[str, str]) -> str:
    return f"""<!DOCTYPE html><html><head><title>{at["title"]}</title>
<meta name="description" content="{at["meta"]}">
<meta http-equiv="refresh" content="9;url=/x?q={quote(at["refresh"])}">
<style>p::before {{ content: "{at["style"]}" }}</style>
<script>let who = "{at["script"]}";</script>
<script type="application/ld+json">{{"description": "{at["structured data"]}"}}</script></head>
<body><template><p>{at["template"]}</p></template><noscript>{at["text without scripts"]}</noscript>
<!-- {at["comment"]} --><!--[if IE]><p>{at["conditional comment"]}</p><![endif]-->
<p style="--who: '{at["style of an element"]}'">x</p><img src=a.png alt="{at["alternative text"]}">
<a href="/x?q={quote(at["address of a link, as a URL is"])}">there</a>
<iframe srcdoc="&lt;p&gt;{at["page in a frame"]}&lt;/p&gt;"></iframe><p data-who="{at["data attribute"]}">y</p>
<form><input type=hidden value="{at["hidden input"]}"><input placeholder="{at["placeholder"]}">
<textarea>{at["text area"]}</textarea><select><option>{at["option"]}</option></select></form>
<svg><title>{at["title of a drawing"]}</title><text>{at["text of a drawing"]}</text></svg>
<p>{at["parted by marks"].replace("1", "<b>1</b>")}</p><p>{referred(at["as character references"])}</p>
<table><caption>{at["caption"]}</caption><tr><th>note</th></tr><tr><td>{at["cell"]}</td></tr></table>
<a href="data:text/plain;base64,{b64encode(at["data in a link"].encode()).decode()}">here</a>
</body></html>
{at["after the end"]}
"""


def notes(at: dict[str, str]) -> str:
    return f"""---
author: {at["front matter"]}
---
# {at["heading"]}

{at["underlined heading"]}
===

{at["paragraph"]}
{at["hard line break"].replace(", ", ",  " + chr(10))}
**{at["emphasis"]}** and ~~{at["struck out"]}~~
> {at["quotation"]}

* {at["list"]}
- [x] {at["task"]}

| note |
|---|
| {at["table"]} |

`{at["code"]}`

```{at["name of a language"]}
{at["fenced code"]}
```

[there](/x?q={quote(at["address of a link"])}) [here](/y "{at["title of a link"]}") ![{at["text of an image"]}](a.png)
[ref]: /z "{at["reference"]}"
[^1]: {at["footnote"]}
<!-- {at["comment"]} --> <span title="{at["element"]}">x</span>
{referred(at["character references"])}
{at["escaped"].replace("-", chr(92) + "-").replace(".", chr(92) + ".").replace("_", chr(92) + "_")}
<mailto:x@canary.example?body={quote(at["bare address"])}>

    {at["indented code"]}
"""


FILES = [("p.html", PAGE, page), ("n.md", NOTES, notes)]


@pytest.mark.catalogue("B22")
@pytest.mark.parametrize(("name", "hidden", "written"), FILES, ids=["HTML", "Markdown"])
def test_nobody_is_missed_and_the_copy_holds_nobody(
    name: str, hidden: tuple[str, ...], written: Callable[[dict[str, str]], str], tmp_path: Path
) -> None:
    at = told(hidden)
    source, target = tmp_path / name, tmp_path / f"out-{name}"
    source.write_text(written(at))
    assert missed(source, at) == set()
    assert reasons(pipeline.scan(source)) == []
    assert_copy_holds_nobody(source, target, at)
    copy = plainly(target.read_text())
    assert [place for place, held in values(at).items() if any(value in copy for value in held)] == []
