"""Nothing that Spark needs is under the GPL, the AGPL or a non-commercial licence."""

from __future__ import annotations

from pathlib import Path

from tests.supply.elsewhere import refused


def test_every_distribution_of_the_lock_has_an_allowed_licence() -> None:
    assert refused(Path(__file__).with_name("requirements.txt")) == {}
