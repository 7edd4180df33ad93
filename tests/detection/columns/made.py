"""Made-up columns: the packs' own examples, dressed and glued as real tables have them."""

from __future__ import annotations

from hypothesis import strategies as st

from piiscan.detection import packs

EXAMPLES = sorted({value for r in packs.recognizers() if r.sees == "rows" for value in r.examples.match})
FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}

_BEFORE = st.sampled_from(
    ["", " ", "回电", "tel_", "user", "x", "a", "(", "，", "1", "3.", ".", "ID：", "\u200b", "号码 "]
)
_AFTER = st.sampled_from(
    ["", " ", "。", "_x", ".txt", "X", "x5", "b", ")", "，", "7", ".5", ".", "号", "\ufeff", " 已核验"]
)
_BETWEEN = st.sampled_from([",", " ", ", ", "，", "/", ".", "-", "  ", "和", "_", "x", "\n"])

examples = st.sampled_from(EXAMPLES)
dressed = examples | examples.map(lambda text: text.translate(FULL_WIDTH)) | examples.map("\u200b".join)
glued = st.builds("{}{}{}".format, _BEFORE, dressed, _AFTER)
neighbours = st.builds("{}{}{}".format, glued, _BETWEEN, glued)
plain = st.text(st.sampled_from("0123456789 .-:@aAxX_中号省市路，+"), max_size=24)
values = st.none() | dressed | glued | neighbours | plain
columns = st.lists(values, max_size=12)
