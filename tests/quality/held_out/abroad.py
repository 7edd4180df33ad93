"""Patients and donors of Britain and the US, clients of Spain, the Netherlands, Poland, Singapore and Canada."""

from __future__ import annotations

from tests.quality.held_out import latin
from tests.quality.numbers import accounts, devices, world
from tests.quality.numbers import things as n
from tests.quality.tables import DIRTY, SPARSE, TINY, Field, Kind, Table, build, styled

PATIENTS = Kind(
    "gp_register",
    "en-GB",
    (
        Field("UK_NHS", world.uk_nhs_spaced, "nhs number|nhs no"),
        Field("PERSON", latin.first, "forename|fore nm"),
        Field("PERSON", latin.last, "surname|sur nm"),
        Field("DATE_OF_BIRTH", n.born("%d %b %Y"), "birth date|bdate"),
        Field("GENDER", n.one_of("Female Male"), "gender|gndr"),
        Field("ADDRESS", latin.street, "address line 1|addr ln1"),
        Field("CITY", latin.town, "town|twn", True),
        Field("POSTAL_CODE", latin.postcode, "postcode|pcode"),
        Field("PHONE_NUMBER", world.uk_phone, "telephone|tel"),
        Field("UK_NINO", world.uk_nino, "national insurance number|nino"),
        Field("HEALTH", n.one_of("Eczema,Angina,COPD,Gout,Epilepsy,Anaemia,Osteoarthritis", ","), "condition|cond"),
        Field("BLOOD_TYPE", n.one_of("O+ A+ B+ AB+ O- A- B-"), "blood group|bld grp"),
        Field("NONE", n.stamp("%d %b %Y"), "registered on|reg dt"),
    ),
)
DONORS = Kind(
    "donors",
    "en-US",
    (
        Field("PERSON_ID", lambda d: f"D-{d.row * 2 + 90_112}", "donor id|dnr id", True),
        Field("PERSON", latin.last_first, "donor name|dnr nm"),
        Field("EMAIL_ADDRESS", latin.email, "email address|e-mail"),
        Field("PHONE_NUMBER", world.us_phone, "home phone|hm ph"),
        Field("ADDRESS", latin.us_full_address, "full address|addr"),
        Field("CREDIT_CARD", accounts.credit_card, "credit card|pan"),
        Field("CARD_EXPIRY", n.stamp("%Y-%m", 2026, 5), "expiration|exp dt", True),
        Field("US_SSN", world.us_ssn, "taxpayer ssn|tax ssn"),
        Field("SOCIAL_HANDLE", latin.handle, "twitter handle|tw hndl", True),
        Field("AGE", n.whole(19, 90), "age|age yrs", True),
        Field("NONE", n.stamp("%Y-%m-%d"), "last gift date|gift dt"),
        Field("NONE|PREFERENCE", n.one_of("email mail phone none"), "preferred channel|pref chnl"),
    ),
)
CLIENTS = Kind(
    "clientes",
    "es",
    (
        Field("PERSON", latin.spanish, "nombre y apellidos|nombre"),
        Field("ES_NIF", world.es_nif, "nif|dni"),
        Field("ADDRESS", latin.spanish_street, "domicilio|direccion"),
        Field(
            "PHONE_NUMBER",
            lambda d: f"+34 6{d.randrange(10, 99)} {d.randrange(100, 999)} {d.randrange(100, 999)}",
            "móvil|tel",
        ),
        Field("EMAIL_ADDRESS", latin.email, "correo electrónico|correo"),
        Field("DATE_OF_BIRTH", n.born("%d-%m-%Y"), "fecha de nacimiento|fec nac"),
        Field("IBAN_CODE", accounts.iban("ES", "0" * 20), "cuenta bancaria|cta"),
        Field("NONE", n.stamp("%d-%m-%Y"), "fecha de pedido|fec ped"),
        Field("NONE", n.one_of("activo baja moroso"), "estado|est"),
    ),
)
MEMBERS = Kind(
    "loyalty_members",
    "en",
    (
        Field("PERSON", latin.name, "member name|mbr nm"),
        Field("SG_NRIC_FIN", world.sg_nric, "nric|nric no"),
        Field("CA_SIN", world.ca_sin, "social insurance number|sin", True),
        Field("PL_PESEL", world.pl_pesel, "pesel number|pesel"),
        Field("NL_BSN", world.nl_bsn, "bsn number|bsn", True),
        Field("IP_ADDRESS", devices.ipv6, "last ip|ip addr"),
        Field("CITY", latin.town, "home town|hm town", True),
        Field("JOB_TITLE", n.one_of(latin.JOBS, ","), "occupation|occ", True),
        Field("NONE", n.whole(0, 40_000), "points balance|pts"),
        Field("NONE", n.one_of("bronze silver gold platinum"), "tier|lvl"),
    ),
)


def tables() -> list[Table]:
    return [
        *build(PATIENTS, [*styled("words", "camel", "upper", "absent"), DIRTY, SPARSE]),
        *build(DONORS, [*styled("words", "short", "title", "absent"), DIRTY, TINY]),
        *build(CLIENTS, [*styled("words", "short", "absent"), DIRTY]),
        *build(MEMBERS, styled("words", "upper", "absent")),
    ]
