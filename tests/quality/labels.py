"""What a column can be labelled with, and which answers count as right.

The rules are those of the project's labelled sets: members of a family are equal where only the family can be told;
entities of tier 3 and 4 are core and scored strictly; a quasi-identifier that is missed or found never harms the core.
"""

from __future__ import annotations

import re

NONE = "NONE"
AMBIGUOUS = "AMBIGUOUS"
"""A column about which reasonable people differ, or that only its header could have named: not scored."""

TIER_4 = (
    "CN_RESIDENT_ID CN_HMT_RESIDENCE_PERMIT CN_FOREIGNER_PERMANENT_ID CN_PASSPORT CN_EXIT_PERMIT CN_HM_TRAVEL_PERMIT"
    " CN_TW_TRAVEL_PERMIT CN_MILITARY_ID CN_BANK_CARD CN_SOCIAL_SECURITY_NO CN_MEDICAL_INSURANCE_NO CN_HOUSING_FUND_NO"
    " CN_DRIVER_LICENSE CN_REAL_ESTATE_CERT CN_ETHNICITY CN_POLITICAL_STATUS RELIGION HK_ID MO_ID TW_NATIONAL_ID"
    " TW_RESIDENT_CERT HK_PASSPORT MO_PASSPORT TW_NHI_CARD TW_PASSPORT PASSPORT TAX_ID NATIONAL_ID CREDIT_CARD CVV"
    " CARD_EXPIRY IBAN_CODE BANK_ACCOUNT GEO_COORDINATE SALARY BALANCE HEALTH BIOMETRIC SEXUAL_ORIENTATION"
    " POLITICAL_OPINION TRADE_UNION CRIMINAL_RECORD PASSWORD PASSWORD_HASH PRIVATE_KEY JWT API_TOKEN CONNECTION_STRING"
    " US_SSN US_PASSPORT US_DRIVER_LICENSE US_BANK_NUMBER UK_NHS UK_NINO FR_NIR ES_NIF NL_BSN PL_PESEL BR_CPF DE_TAX_ID"
    " SG_NRIC_FIN CA_SIN ETHNICITY"
).split()
TIER_3 = (
    "CN_MOBILE CN_LANDLINE CN_PLATE VIN CN_ADDRESS CN_WECHAT_ID WECHAT_OPENID CN_QQ CN_ALIPAY HK_PHONE "
    "MO_PHONE TW_PHONE"
    " PHONE_NUMBER PLATE EMAIL_ADDRESS IP_ADDRESS MAC_ADDRESS IMEI MEID IMSI ICCID ADVERTISING_ID CRYPTO "
    "PERSON LOCATION"
    " ADDRESS USERNAME SOCIAL_HANDLE SIGNATURE DATE_OF_BIRTH FREE_TEXT"
).split()
TIER_2 = (
    "PERSON_ID CN_USCC CN_ORG_CODE CN_POSTAL_CODE EDUCATION MARITAL_STATUS BLOOD_TYPE HK_BR_NO TW_UBN POSTAL_CODE"
    " TRANSACTION PREFERENCE BROWSING URL SWIFT_BIC ORGANIZATION AGE GENDER NATIONALITY JOB_TITLE CITY"
).split()
PAID = "NONE|BALANCE|TRANSACTION|SALARY"
"""What a person pays or is charged: an amount in a table about people, or a fact of the thing bought."""

TIERS = {**dict.fromkeys(TIER_4, 4), **dict.fromkeys(TIER_3, 3), **dict.fromkeys(TIER_2, 2), NONE: 1}

_FAMILIES = (
    (re.compile(r"(^|_)(MOBILE|LANDLINE|PHONE)(_NUMBER)?$"), "PHONE_NUMBER"),
    (re.compile(r"(^|_)PASSPORT(_NUMBER)?$"), "PASSPORT"),
    (re.compile(r"(^|_)(LICENSE_)?PLATE$|_VEHICLE_REGISTRATION$"), "PLATE"),
    (re.compile(r"^(EMAIL|IP|MAC)_ADDRESS$"), ""),
    (re.compile(r"(^|_)ADDRESS$"), "ADDRESS"),
    (re.compile(r"(^|_)(POSTCODE|ZIP|POSTAL_CODE)$"), "POSTAL_CODE"),
    (re.compile(r"(^|_)(DRIVER_LICENSE|DRIVING_LICENCE)$"), "DRIVER_LICENSE"),
    (re.compile(r"^PASSWORD"), "PASSWORD"),
    (re.compile(r"CONNECTION"), "CONNECTION_STRING"),
    (re.compile(r"_(TOKEN|SECRET|ACCESS_KEY|API_KEY|CREDENTIALS?)$"), "API_TOKEN"),
    (re.compile(r"^(USERNAME|SOCIAL_HANDLE)$"), "USERNAME"),
    (re.compile(r"^(CN_RESIDENT_ID|CN_HMT_RESIDENCE_PERMIT)$"), "CN_RESIDENT_ID"),
    (re.compile(r"^(CN_)?ETHNICITY$"), "ETHNICITY"),
    (re.compile(r"^(CN_POLITICAL_STATUS|POLITICAL_OPINION)$"), "POLITICAL_OPINION"),
    (re.compile(r"^(CUSTOMER|ACCOUNT|MEMBER|EMPLOYEE|USER|PERSON)_(ID|NO|NUMBER)$"), "PERSON_ID"),
)
_TOO = {
    "CREDIT_CARD": {"CN_BANK_CARD"},
    "CN_BANK_CARD": {"CREDIT_CARD"},
    "USERNAME": {"PERSON"},
    "ADDRESS": {"LOCATION"},
    "CITY": {"LOCATION", "ADDRESS"},
    "NATIONALITY": {"LOCATION"},
    "SALARY": {"BALANCE"},
    "BALANCE": {"SALARY"},
    "API_TOKEN": {"PASSWORD"},
    "CONNECTION_STRING": {"URL", "PASSWORD"},
    "CN_ALIPAY": {"CN_MOBILE", "PHONE_NUMBER", "EMAIL_ADDRESS"},
    "BANK_ACCOUNT": {"US_BANK_NUMBER"},
}
_STATE_GIVEN = (
    "CN_RESIDENT_ID HK_ID MO_ID TW_NATIONAL_ID TW_RESIDENT_CERT US_SSN UK_NHS UK_NINO FR_NIR ES_NIF NL_BSN PL_PESEL"
    " BR_CPF DE_TAX_ID SG_NRIC_FIN CA_SIN CN_FOREIGNER_PERMANENT_ID NATIONAL_ID TAX_ID"
).split()


def family(entity: str) -> str:
    """The name under which an entity is scored: its family's, where it has one."""
    for pattern, name in _FAMILIES:
        if pattern.search(entity):
            return name or entity
    return entity


def tier(label: str) -> int:
    """The tier of a label, of a tier-3 entity when it is not one of ours."""
    return TIERS.get(label, 3)


def is_core(label: str) -> bool:
    """Of tier 3 or 4; a mere place is not, as in the labelled sets."""
    return tier(label) >= 3 and label != "LOCATION"


def accepts(label: str, found: str) -> bool:
    """Is `found` a right answer for a column labelled `label`, one entity or several joined by `|`?"""
    return any(_accepts(one, found) for one in label.split("|"))


def _accepts(label: str, found: str) -> bool:
    same = family(label) == family(found)
    return (
        same or found in _TOO.get(label, ()) or (label == "FREE_TEXT" and is_core(found)) or _same_state(label, found)
    )


def _same_state(label: str, found: str) -> bool:
    """A number given by a state is right as such, and under another name that the same state's numbers have."""
    if label not in _STATE_GIVEN:
        return False
    return found in ("NATIONAL_ID", "TAX_ID") or (found == family(found) and _state(found) == _state(label) != "CN")


def _state(entity: str) -> str:
    return entity.split("_")[0].replace("UK", "GB")
