"""Every entity that the design names has a recognizer, with its Chinese name, its role and its tier."""

from __future__ import annotations

import pytest

from piiscan.detection import packs
from piiscan.model.recognizer import Recognizer
from piiscan.model.tier import Role

_ROLES = {
    "D": Role.DIRECT_IDENTIFIER,
    "Q": Role.QUASI_IDENTIFIER,
    "S": Role.SENSITIVE_ATTRIBUTE,
    "X": Role.SECRET,
}
_DESIGN = {
    "D4": """CN_RESIDENT_ID CN_HMT_RESIDENCE_PERMIT CN_FOREIGNER_PERMANENT_ID CN_PASSPORT CN_EXIT_PERMIT
        CN_HM_TRAVEL_PERMIT CN_TW_TRAVEL_PERMIT CN_MILITARY_ID CN_BANK_CARD CN_SOCIAL_SECURITY_NO
        CN_MEDICAL_INSURANCE_NO CN_HOUSING_FUND_NO CN_DRIVER_LICENSE CN_REAL_ESTATE_CERT HK_ID MO_ID TW_NATIONAL_ID
        TW_RESIDENT_CERT HK_PASSPORT MO_PASSPORT TW_NHI_CARD TW_PASSPORT PASSPORT TAX_ID NATIONAL_ID CREDIT_CARD CVV
        CARD_EXPIRY IBAN_CODE BANK_ACCOUNT FR_NIR NL_BSN BE_NN PT_NIF IE_PPS AT_VNR CH_AHV DK_CPR NO_FNR CZ_RC RO_CNP
        BG_EGN GR_AMKA JP_MY_NUMBER BR_CPF MX_CURP AR_DNI AR_CUIT CL_RUT CO_NIT MY_NRIC ID_NIK VN_CCCD RU_INN RU_SNILS
        UA_RNTRC IL_ID EG_ID AE_ID US_SSN US_ITIN US_MBI US_PASSPORT US_DRIVER_LICENSE US_BANK_NUMBER GB_NHS GB_NINO
        ES_NIF ES_NIE IT_FISCAL_CODE PL_PESEL FI_HETU SE_PERSONNUMMER DE_TAX_ID KR_RRN SG_NRIC_FIN IN_AADHAAR IN_PAN
        TH_PIN TR_TCKIMLIK AU_TFN AU_MEDICARE CA_SIN ZA_IDNR""",
    "D3": """CN_MOBILE CN_LANDLINE CN_PLATE VIN CN_ADDRESS CN_WECHAT_ID WECHAT_OPENID CN_QQ CN_ALIPAY HK_PHONE MO_PHONE
        TW_PHONE HK_ADDRESS MO_ADDRESS TW_ADDRESS PHONE_NUMBER PLATE EMAIL_ADDRESS IP_ADDRESS MAC_ADDRESS IMEI MEID
        IMSI ICCID ADVERTISING_ID CRYPTO PERSON ADDRESS USERNAME SOCIAL_HANDLE SIGNATURE CN_SOLE_TRADER_USCC US_NPI""",
    "D2": "PERSON_ID",
    "Q3": "DATE_OF_BIRTH",
    "Q2": """CN_USCC CN_ORG_CODE CN_POSTAL_CODE EDUCATION MARITAL_STATUS BLOOD_TYPE HK_BR_NO TW_UBN POSTAL_CODE
        TW_POSTAL_CODE TRANSACTION PREFERENCE BROWSING SWIFT_BIC ORGANIZATION AGE GENDER NATIONALITY JOB_TITLE CITY
        BR_CNPJ""",
    "S4": """CN_ETHNICITY CN_POLITICAL_STATUS RELIGION GEO_COORDINATE SALARY BALANCE HEALTH BIOMETRIC SEXUAL_ORIENTATION
        POLITICAL_OPINION TRADE_UNION CRIMINAL_RECORD""",
    "X4": "PASSWORD PASSWORD_HASH PRIVATE_KEY JWT CONNECTION_STRING",
}
_NAMED = [(entity, said) for said, entities in _DESIGN.items() for entity in entities.split()]


@pytest.mark.parametrize(("entity", "said"), _NAMED)
def test_an_entity_of_the_design_has_a_recognizer(entity: str, said: str) -> None:
    recognizer = packs.by_entity()[entity]
    assert recognizer.zh
    assert (recognizer.role, recognizer.tier) == (_ROLES[said[0]], int(said[1]))


@pytest.mark.parametrize("entity", [entity for entity, _ in _NAMED])
def test_something_can_lead_to_it(entity: str) -> None:
    """A header names it, or its values speak in every row or in the sample."""
    own = [r for r in packs.recognizers() if r.entity == entity]
    assert any(_found(recognizer) for recognizer in own)


def _found(recognizer: Recognizer) -> bool:
    return recognizer.sees != "header" or bool(recognizer.header.words)


def test_recognizers_of_one_entity_agree_on_what_it_is() -> None:
    known = packs.by_entity()
    facts = {(r.entity, r.zh, r.role, r.tier, r.canonical) for r in packs.recognizers()}
    assert {fact[0] for fact in facts} == set(known)
    assert len(facts) == len(known)
