"""`make sbom`: writes out/sbom.cdx.json."""

from __future__ import annotations

import json

from tests.supply.lock import ROOT
from tests.supply.sbom import bill


def main() -> None:
    place = ROOT / "out" / "sbom.cdx.json"
    place.parent.mkdir(exist_ok=True)
    place.write_text(json.dumps(bill(), indent=2) + "\n", "utf-8")
    print(place.relative_to(ROOT))


if __name__ == "__main__":
    main()
