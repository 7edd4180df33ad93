"""Families: entities that stand for their members of all countries, where the country cannot be told."""

from __future__ import annotations

from functools import cache

_PERSONAL = (
    "_NATIONAL_ID _RESIDENT_ID _RESIDENT_CERT _SSN _NHS HK_ID MO_ID AE_ID EG_ID IL_ID _AADHAAR _AHV _AMKA _ASMENS _BSN"
    " _CCCD _CEDULA _CI _CNIC _CNP _CPF _CPR _CURP _DNI _EGN _EMSO _FNR _FRN _HETU _IDNR _IK _KENNITALA _MY_NUMBER _NIE"
    " _NIF _NIK _NINO _NIR _NN _NRIC _NRIC_FIN _OIB _PESEL _PERSONNUMMER _PIN _PK _PPS _RC _RRN _SIN _SNILS _TCKIMLIK"
    " _VNR"
)
_FISCAL = "_TAX_ID _TIN _CNPJ _CUIT _FISCAL_CODE _INN _IRD _ITIN _NIT _PAN _RFC _RNTRC _RUT _TFN _UBN _UTR"

FAMILIES: dict[str, tuple[str, ...]] = {
    "PHONE_NUMBER": ("_MOBILE", "_LANDLINE", "_PHONE"),
    "PASSPORT": ("_PASSPORT",),
    "PLATE": ("_PLATE",),
    "POSTAL_CODE": ("_POSTAL_CODE", "_ZIP"),
    "TAX_ID": tuple(_FISCAL.split()),
    "NATIONAL_ID": tuple(_PERSONAL.split()),
    "ADDRESS": ("CN_ADDRESS", "HK_ADDRESS", "MO_ADDRESS", "TW_ADDRESS"),
}
"""Family -> endings of its members' names."""


@cache
def family_of(entity: str) -> str:
    """The family that the entity is a member of, or itself."""
    return next((family for family in FAMILIES if belongs(entity, family)), entity)


def belongs(entity: str, family: str) -> bool:
    """Whether the entity is a member of the family, and not the family itself."""
    return entity != family and entity.endswith(FAMILIES.get(family, ()))
