"""XML: leaves become columns and go back where they were; nothing else moves, and nothing is ever resolved."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from piiscan.errors import OutputFailed
from piiscan.model.finding import Incomplete
from piiscan.sources import write_container
from piiscan.sources.formats.xml import tokens
from tests.sources.roundtrip import Mask, opened, read

VALUES = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"]) | st.sampled_from("&<>'\" \n"), max_size=6
).map(str.strip)
SHOP = """<?xml version="1.0" encoding="UTF-8"?>
<!-- made by bob@canary.invalid -->
<shop xmlns="urn:x" xmlns:k="urn:k" owner='O&apos;Neil &lt;b>'>
  <title>Shop &amp; Co</title>
  <customers>
    <k:customer id="1"  mail="a@b">
      <name>张三</name> <!-- vip -->
      <phone type='m'>138</phone><phone type='h'>139</phone>
      <note>call <b>him</b> now</note>
      <data><![CDATA[a < b & ]]]]><![CDATA[>c]]></data>
      <empty/>
    </k:customer>
    <k:customer id="2">
      <name>
         Bob &#x41;<!-- in --> C
      </name><phone></phone>
    </k:customer>
  </customers>
</shop>
<?end of it?>
"""


def members(content: str, name: str = "d.xml") -> dict[str, pl.DataFrame | str]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        path.write_bytes(content.encode())
        items = list(opened(path).members())
        return {
            item.key.partition("!")[2]: read(item) if hasattr(item, "batches") else "".join(map("".join, item.parts()))
            for item in items
        }


def copied(content: str, mask: Mask = lambda frame: frame, text: Callable[[str], str] = str) -> str:
    def masked(member):
        if hasattr(member, "batches"):
            return map(mask, member.batches())
        return (pl.Series([text(line) for line in part], dtype=pl.String) for part in member.parts())

    with tempfile.TemporaryDirectory() as folder:
        source, destination = Path(folder, "d.xml"), Path(folder, "out.xml")
        source.write_bytes(content.encode())
        write_container(opened(source), masked, destination)
        return destination.read_bytes().decode()


def shouted(frame: pl.DataFrame) -> pl.DataFrame:
    return frame.with_columns(
        (pl.col(name) + "<!&\"'") if dtype == pl.String else pl.col(name).list.eval(pl.element() + "<!&\"'")
        for name, dtype in frame.schema.items()
    )


def test_a_file_comes_out_byte_for_byte() -> None:
    for content in (SHOP, "\ufeff" + SHOP, SHOP.replace("\n", "\r\n"), "<a/>", "<a b='1'/>", "<a>1</a>\n"):
        assert copied(content) == content


def test_what_repeats_is_a_table_and_the_rest_is_one_row() -> None:
    found = members(SHOP)
    customers = found["/shop/customers/k:customer"]
    assert customers.to_dict(as_series=False) == {
        "$.@id": ["1", "2"],
        "$.@mail": ["a@b", None],
        "$.name": ["张三", "Bob A C"],
        "$.phone[*].@type": [["m", "h"], None],
        "$.phone[*]": [["138", "139"], [None]],
        "$.note.#text[*]": [["call ", " now"], None],
        "$.note.b": ["him", None],
        "$.data": ["a < b & ]]>c", None],
        "$.empty": [None, None],
    }
    assert found["(document)"].to_dict(as_series=False) == {
        "$.shop.@owner": ["O'Neil <b>"],
        "$.shop.title": ["Shop & Co"],
    }


def test_comments_instructions_and_namespaces_are_text_and_masked_in_place() -> None:
    text = members(SHOP)["(comments)"]
    assert all(said in text for said in ("bob@canary.invalid", "vip", "urn:k", "in", "end of it"))
    masked = copied(SHOP, text=lambda line: line.replace("bob@canary.invalid", "<X>").replace("urn:k", "urn:y"))
    assert masked == SHOP.replace("bob@canary.invalid", "<X>").replace("urn:k", "urn:y")
    with pytest.raises(OutputFailed):
        copied(SHOP, text=lambda line: line.replace("bob", "--"))


def test_blanks_are_layout_only_where_a_line_ends() -> None:
    content = "<r><a> x </a><a>\n  y \n</a><a>  </a></r>"
    assert members(content)["/r/a"].rows() == [(" x ",), ("y",), (None,)]
    assert copied(content, shouted) == content.replace(" x ", " x &lt;!&amp;\"'").replace("y", "y&lt;!&amp;\"'")


def test_masked_leaves_stand_where_the_values_stood() -> None:
    masked = copied(SHOP, shouted)
    for name, before in members(SHOP).items():
        if isinstance(before, pl.DataFrame):
            assert members(masked)[name].equals(shouted(before))
    assert masked.count("\n") == SHOP.count("\n")
    assert "<![CDATA[a < b & ]]]]><![CDATA[>c<!&\"']]>" in masked


def test_dropped_leaves_leave_the_file() -> None:
    names = ["$.@mail", "$.name", "$.phone[*]", "$.note.b", "$.note.#text[*]", "$.shop.title"]
    masked = copied(SHOP, lambda frame: frame.drop(names, strict=False))
    assert not any(said in masked for said in ("a@b", "张三", "138", "call", "him", "Shop &amp; Co", "<name", "<note"))
    assert "<phone type='m'></phone>" in masked
    found = members(masked)
    assert not set(names) & {
        name for member in found.values() if isinstance(member, pl.DataFrame) for name in member.columns
    }
    ElementTree.fromstring(masked)


@settings(max_examples=40)
@given(
    st.lists(st.fixed_dictionaries({"a": VALUES, "b": VALUES, "c": VALUES}), min_size=2, max_size=5), st.integers(1, 60)
)
def test_values_are_those_that_any_reader_of_xml_finds(rows: list[dict[str, str]], block: int) -> None:
    content = "<r>" + "".join(
        f"<p a={quoteattr(row['a'])}><b>{escape(row['b'])}</b><!-- < --> <c>{escape(row['c'])}</c></p>\n"
        for row in rows
    )
    content += "</r>"
    expected = {"$.@a": "a", "$.b": "b", "$.c": "c"}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tokens, "blocks", lambda stream: iter(lambda: stream.read(block), b""))
        found = members(content)["/r/p"]
        assert copied(content) == content
        assert members(copied(content, shouted))["/r/p"].equals(shouted(found))
    for name, key in expected.items():
        assert found[name].to_list() == [row[key] or None for row in rows]


BOMB = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.catalogue("C14")
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (f'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY l0 "lol">{BOMB}]><a>&l9;</a>', "declarations"),
        ('<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "declarations"),
        ('<?xml version="1.0"?><a>canary-7', "line 1"),
        ('<?xml version="1.0"?>\n<a>&canary7;</a>', "line 2"),
        ("<?xml version='1.0'?>" + "<a>" * 300 + "canary-7" + "</a>" * 300, "levels"),
        ("<?xml version='1.0'?><a>" + "".join(f"<e{n}/>" for n in range(10_001)) + "</a>", "elements"),
    ],
)
def test_hostile_and_broken_files_are_refused(tmp_path: Path, content: str, reason: str) -> None:
    (tmp_path / "d.xml").write_text(content)
    gap = opened(tmp_path / "d.xml")
    assert isinstance(gap, Incomplete)
    assert reason in gap.reason
    assert "canary" not in gap.reason


@pytest.mark.parametrize("content", ["<14>Jan  1 host app: started\n", "<b>bold\nclaim\n", "a <b>\n"])
def test_what_only_looks_like_xml_is_left_to_others(tmp_path: Path, content: str) -> None:
    (tmp_path / "n.log").write_text(content)
    assert opened(tmp_path / "n.log").format == "text"


def test_lists_of_another_length_are_refused() -> None:
    for cut in (pl.col("$.b[*]").list.head(1), pl.col("$.b[*]").list.concat(pl.col("$.b[*]"))):
        with pytest.raises(OutputFailed):
            copied("<r><a><b>1</b><b>2</b></a><a><b>3</b></a></r>", lambda frame, cut=cut: frame.with_columns(cut))
