"""Employees and patients of the US, and customers of Germany, France and other states of Europe."""

from __future__ import annotations

from tests.quality.numbers import accounts, devices, world
from tests.quality.numbers import things as n
from tests.quality.tables import DIRTY, SPARSE, TINY, Field, Kind, Table, build, styled
from tests.quality.train import words as w

EMPLOYEES = Kind(
    "employees",
    "en-US",
    (
        Field("PERSON_ID", lambda d: f"E{d.row * 3 + 4021:06}", "employee id|emp no", True),
        Field("PERSON", w.drawn("en_US", "first_name"), "first name|fname|prénom"),
        Field("PERSON", w.drawn("en_US", "last_name"), "last name|lname|nom"),
        Field("EMAIL_ADDRESS", w.email, "work email|eml addr|correo"),
        Field("US_SSN", world.us_ssn, "social security number|ssn|seguro social"),
        Field("PHONE_NUMBER", world.us_phone, "phone number|ph no|teléfono"),
        Field("DATE_OF_BIRTH", n.born("%m/%d/%Y"), "date of birth|dob|fecha de nacimiento"),
        Field("ADDRESS", w.us_address, "street address|addr1|dirección"),
        Field("POSTAL_CODE", lambda d: f"{d.randrange(10_001, 98_000)}", "zip code|zip|código postal", True),
        Field("JOB_TITLE", n.one_of(w.JOBS_EN, ","), "job title|ttl|puesto"),
        Field("SALARY", n.whole(38_000, 190_000, 500), "annual salary|sal|salario", True),
        Field(
            "NONE", n.one_of("Sales,Finance,Engineering,Legal,Support,Operations", ","), "department|dept|departamento"
        ),
        Field("NONE", n.stamp("%m/%d/%Y", 2008, 17), "hire date|hire dt|fecha de alta"),
    ),
)
PATIENTS = Kind(
    "patient_intake",
    "en-US",
    (
        Field("PERSON", w.drawn("en_US", "name"), "patient name|pt nm"),
        Field("PHONE_NUMBER", world.us_phone_plain, "cell phone|cell"),
        Field("ADDRESS", w.full_us_address, "mailing address|mail addr"),
        Field("GENDER", n.one_of("F M U"), "sex|sx"),
        Field("HEALTH", n.one_of("E11.9 I10 J45.909 F32.9 M54.50 K21.9 Z79.4 N18.3 G43.909"), "icd10 code|dx cd"),
        Field(
            "HEALTH",
            n.one_of("Type 2 diabetes,Hypertension,Asthma,Depression,Low back pain,GERD,Migraine", ","),
            "diagnosis|dx",
        ),
        Field(
            "HEALTH", n.one_of("Metformin,Lisinopril,Albuterol,Sertraline,Ibuprofen,Omeprazole", ","), "medication|rx"
        ),
        Field("CREDIT_CARD", accounts.credit_card, "card number|cc num"),
        Field("CARD_EXPIRY", n.stamp("%m/%y", 2026, 5), "card expiry|cc exp", True),
        Field("CVV", lambda d: f"{d.randrange(1000):03}", "cvv|cvc", True),
        Field("NONE", n.stamp("%Y-%m-%d"), "appointment date|appt dt"),
    ),
)
GERMANS = Kind(
    "kunden",
    "de",
    (
        Field("PERSON", w.drawn("de_DE", "first_name"), "vorname"),
        Field("PERSON", w.drawn("de_DE", "last_name"), "nachname"),
        Field("ADDRESS", w.drawn("de_DE", "street_address"), "straße"),
        Field("POSTAL_CODE", lambda d: f"{d.randrange(10_115, 99_998)}", "plz", True),
        Field("CITY", w.drawn("de_DE", "city"), "ort"),
        Field("PHONE_NUMBER", world.de_phone, "telefon"),
        Field("IBAN_CODE", accounts.iban("DE", "0" * 18), "iban"),
        Field("DE_TAX_ID", world.de_tax_id, "steuer-id", True),
        Field("DATE_OF_BIRTH", n.born("%d.%m.%Y"), "geburtsdatum"),
        Field("NONE", n.one_of("Rechnung Vorkasse Lastschrift"), "zahlungsart"),
    ),
)
FRENCH = Kind(
    "assurés",
    "fr",
    (
        Field("PERSON", w.drawn("fr_FR", "name"), "nom complet|nom"),
        Field("FR_NIR", world.fr_nir, "numéro de sécurité sociale|nir"),
        Field("ADDRESS", w.drawn("fr_FR", "street_address"), "adresse|adr"),
        Field("PHONE_NUMBER", world.fr_phone, "téléphone|tel"),
        Field("EMAIL_ADDRESS", w.email, "courriel|mail"),
        Field("DATE_OF_BIRTH", n.born("%d/%m/%Y"), "date de naissance|naissance"),
        Field("IBAN_CODE", accounts.iban("FR", "0" * 23), "compte bancaire|rib"),
        Field("NONE", n.stamp("%d/%m/%Y"), "date d'adhésion|adhesion"),
        Field("NONE", n.one_of("actif résilié suspendu"), "statut"),
    ),
)
EUROPE = Kind(
    "eu_residents",
    "en",
    (
        Field("PERSON", w.drawn("es_ES", "name"), "full name|nm"),
        Field("ES_NIF", world.es_nif, "dni|nif"),
        Field("NL_BSN", world.nl_bsn, "bsn|burgerservicenummer", True),
        Field("PL_PESEL", world.pl_pesel, "pesel|pesel nr"),
        Field("BR_CPF", world.br_cpf, "cpf|cpf nr"),
        Field("NONE|LOCATION|NATIONALITY", n.one_of("ES NL PL BR"), "country|ctry"),
        Field("IP_ADDRESS", devices.ipv6, "signup ip|ipv6"),
        Field("MAC_ADDRESS", devices.mac, "router mac|mac addr"),
        Field("GEO_COORDINATE", lambda d: f"{d.uniform(36, 54):.5f}", "home latitude|lat", True),
        Field("GEO_COORDINATE", lambda d: f"{d.uniform(-9, 24):.5f}", "home longitude|lng", True),
    ),
)


def tables() -> list[Table]:
    return [
        *build(EMPLOYEES, [*styled("words", "short", "second", "camel", "upper", "absent"), DIRTY, SPARSE, TINY]),
        *build(PATIENTS, [*styled("words", "short", "title", "absent"), DIRTY]),
        *build(GERMANS, [*styled("words", "absent"), DIRTY]),
        *build(FRENCH, [*styled("words", "absent"), TINY]),
        *build(EUROPE, [*styled("words", "upper", "absent"), SPARSE]),
    ]
