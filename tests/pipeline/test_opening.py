"""What is no data is a usage error, and no traceback that says what was given."""

from __future__ import annotations

import pytest

import piiscan
from piiscan.errors import UsageError


@pytest.mark.parametrize(
    "data", [None, 5, {"mobile": ["13800138000"]}, [object()], b"13800138000"], ids=lambda data: type(data).__name__
)
def test_what_is_neither_a_path_nor_a_table_is_a_usage_error(data: object) -> None:
    with pytest.raises(UsageError, match="a path, a frame or an Arrow table is needed here") as failure:
        piiscan.scan(data)
    assert "13800138000" not in str(failure.value)
