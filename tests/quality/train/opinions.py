"""What a campaign, an airport and a bank in the US keep of people."""

from __future__ import annotations

from tests.quality.numbers import accounts, world
from tests.quality.numbers import things as n
from tests.quality.tables import DIRTY, Field, Kind, Table, build, styled
from tests.quality.train import words as w

VOTERS = Kind(
    "voter_outreach",
    "en-US",
    (
        Field("PERSON", w.drawn("en_US", "name"), "voter name|vtr nm"),
        Field("POLITICAL_OPINION", n.one_of("Democrat Republican Independent Green"), "political party|pol pty", True),
        Field(
            "US_DRIVER_LICENSE",
            lambda d: f"{d.choice('ABCEGH')}{d.randrange(10**6, 10**7)}",
            "drivers license number|dl num",
            True,
        ),
        Field("US_PASSPORT", world.us_passport, "passport no|ppt no"),
        Field("BIOMETRIC", accounts.template, "face embedding|face tmpl", True),
        Field("SOCIAL_HANDLE", lambda d: "@" + w.username(d), "instagram handle|ig", True),
        Field("URL|SOCIAL_HANDLE", lambda d: f"https://social.example.com/u/{w.username(d)}", "profile url|prof url"),
        Field("ETHNICITY", n.one_of("White,Black,Hispanic,Asian,Native American", ","), "race|race cd", True),
        Field("NONE", n.one_of("door phone text none"), "canvass method|cnvs mthd"),
        Field("NONE", n.whole(1, 60), "precinct|prcnct"),
    ),
)


def tables() -> list[Table]:
    return build(VOTERS, [*styled("words", "short", "absent"), DIRTY])
