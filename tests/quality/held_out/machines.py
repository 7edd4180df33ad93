"""Things in English: devices, builds, parcels, sensors, a catalogue. Nothing in them is personal."""

from __future__ import annotations

from tests.quality.held_out import latin
from tests.quality.numbers import things as n
from tests.quality.tables import DIRTY, SPARSE, TINY, Field, Kind, Table, build, styled

CATALOGUE = Kind(
    "catalogue",
    "en",
    (
        Field(
            "NONE",
            lambda d: f"{d.choice(('AB', 'KX', 'TR'))}-{d.randrange(10**4):04}-{d.choice('SML')}",
            "item code|itm cd",
        ),
        Field("NONE", n.one_of(latin.GOODS, ","), "product name|prod nm"),
        Field("NONE", n.one_of("Baker & Stone,Taylor Made,Cook's Choice,Mason Bros", ","), "brand name|brnd nm"),
        Field("NONE", n.isbn, "ean13|gtin"),
        Field("NONE", n.amount(2, 900), "list price|lst prc"),
        Field("NONE", n.amount(0, 40), "discount pct|disc pct"),
        Field("NONE", n.one_of("true false"), "in stock|is avail"),
        Field(
            "NONE",
            n.one_of("Soft and warm. Machine washable.|Runs small, order a size up.|Great value for the price.", "|"),
            "description|dscr",
        ),
        Field("NONE", n.stamp("%m/%d/%Y"), "launch date|lnch dt"),
    ),
)
PARCELS = Kind(
    "parcels",
    "en",
    (
        Field("NONE", lambda d: f"1Z{d.randrange(10**15, 10**16)}", "tracking number|trk no"),
        Field("NONE", n.sequence(18_600_450_000), "consignment no|cons no"),
        Field("NONE", lambda d: str(d.randrange(10**10, 10**11)), "manifest id|mnf id"),
        Field("NONE", n.amount(0.1, 40), "weight kg|wgt"),
        Field("NONE", n.one_of("in_transit delivered held returned"), "status|sts"),
        Field("NONE", n.epoch, "scanned at|scan ts"),
        Field("NONE", n.one_of("LEJ CVG HKG SHA LHR"), "hub code|hub"),
        Field("NONE", n.amount(4, 90), "shipping cost|ship cost"),
    ),
)
BUILDS = Kind(
    "ci_builds",
    "en",
    (
        Field("NONE", n.sequence(48_201), "build number|bld no"),
        Field("NONE", lambda d: n.sha256(d)[:40], "commit sha|sha"),
        Field("NONE", lambda d: f"v{n.version(d)}", "release tag|tag"),
        Field("NONE", n.version, "runtime version|rt ver"),
        Field("NONE", n.epoch_ms, "started ms|start ms"),
        Field("NONE", n.whole(10, 4000), "duration s|dur"),
        Field("NONE", n.one_of("green red aborted"), "result|res"),
        Field("NONE", lambda d: f"build-{d.randrange(900)}.log", "log file name|log fname"),
        Field("NONE", n.uuid, "artifact uuid|art uuid"),
    ),
)
SENSORS = Kind(
    "sensors",
    "en",
    (
        Field("NONE", lambda d: f"SN{d.randrange(10**10, 10**11)}", "serial number|ser no"),
        Field("NONE", lambda d: f"{d.uniform(-40, 60):.4f}", "station latitude|stn lat"),
        Field("NONE", lambda d: f"{d.uniform(-120, 140):.4f}", "station longitude|stn lon"),
        Field("NONE", n.amount(-20, 45), "temperature c|temp"),
        Field("NONE", n.whole(950, 1050), "pressure hpa|press"),
        Field("NONE", n.stamp("%Y-%m-%dT%H:%M:%SZ"), "measured at|meas ts"),
        Field("NONE", n.one_of("ok drift fault"), "state|st"),
        Field("NONE", n.whole(0, 9), "device age|dev age"),
        Field("NONE", n.whole(1_000_000_000, 9_999_999_999), "calibration ref|cal ref"),
    ),
)


def tables() -> list[Table]:
    return [
        *build(CATALOGUE, [*styled("words", "camel", "absent"), TINY]),
        *build(PARCELS, [*styled("words", "short", "absent"), DIRTY]),
        *build(BUILDS, [*styled("words", "upper", "absent"), SPARSE]),
        *build(SENSORS, styled("words", "title", "absent")),
    ]
