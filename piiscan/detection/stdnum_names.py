"""Numbers that python-stdnum can check: by what people call them, and by its own modules' names."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

_CALLED = """
    AR_CUIL=ar.cuit AR_TAX_ID=ar.cuit AR_NATIONAL_ID=ar.dni AT_SVNR=at.vnr AT_TAX_ID=at.tin AU_TAX_ID=au.tfn
    BE_NRN=be.nn BE_NISS=be.nn BE_INSZ=be.nn BE_RRN=be.nn BE_NATIONAL_ID=be.nn BG_NATIONAL_ID=bg.egn
    BG_LNC=bg.pnf BR_TAX_ID=br.cpf BR_NATIONAL_ID=br.cpf CA_PHN=ca.bc_phn CA_TAX_ID=ca.sin CH_AHV=ch.ssn
    CH_AVS=ch.ssn CL_RUN=cl.rut CL_NATIONAL_ID=cl.rut CL_TAX_ID=cl.rut CO_TAX_ID=co.nit CR_CEDULA=cr.cpf
    CR_NATIONAL_ID=cr.cpf CU_NATIONAL_ID=cu.ni CZ_BIRTH_NUMBER=cz.rc CZ_RODNE_CISLO=cz.rc CZ_NATIONAL_ID=cz.rc
    DE_TAX_ID=de.idnr DE_STEUER_ID=de.idnr DE_TAX_NUMBER=de.stnr DE_VAT_ID=de.vat DK_NATIONAL_ID=dk.cpr
    DO_NATIONAL_ID=do.cedula EC_CEDULA=ec.ci EC_NATIONAL_ID=ec.ci EC_TAX_ID=ec.ruc EE_ISIKUKOOD=ee.ik
    EE_NATIONAL_ID=ee.ik EG_TAX_ID=eg.tn ES_NATIONAL_ID=es.dni ES_TAX_ID=es.nif FI_PERSONAL_IDENTITY_CODE=fi.hetu
    FI_NATIONAL_ID=fi.hetu FR_INSEE=fr.nir FR_SSN=fr.nir FR_TAX_ID=fr.nif GB_TAX_ID=gb.utr GH_TAX_ID=gh.tin
    GR_NATIONAL_ID=gr.amka GR_AFM=gr.vat GR_TAX_ID=gr.vat GT_TAX_ID=gt.nit HR_NATIONAL_ID=hr.oib HR_TAX_ID=hr.oib
    HU_TAX_ID=hu.anum ID_KTP=id.nik ID_NATIONAL_ID=id.nik ID_TAX_ID=id.npwp IE_PPSN=ie.pps IE_TAX_ID=ie.pps
    IL_ID=il.idnr IL_NATIONAL_ID=il.idnr IN_NATIONAL_ID=in_.aadhaar IN_TAX_ID=in_.pan IS_NATIONAL_ID=is_.kennitala
    IT_FISCAL_CODE=it.codicefiscale IT_CODICE_FISCALE=it.codicefiscale IT_TAX_ID=it.codicefiscale IT_VAT_CODE=it.iva
    JP_MY_NUMBER=jp.in_ JP_NATIONAL_ID=jp.in_ JP_CORPORATE_NUMBER=jp.cn KE_TAX_ID=ke.pin
    KR_NATIONAL_ID=kr.rrn LT_ASMENS_KODAS=lt.asmens LT_NATIONAL_ID=lt.asmens LV_PERSONAS_KODS=lv.pvn
    LV_NATIONAL_ID=lv.pvn MD_NATIONAL_ID=md.idno MU_NATIONAL_ID=mu.nid MX_NATIONAL_ID=mx.curp MX_TAX_ID=mx.rfc
    MY_IC=my.nric MY_MYKAD=my.nric MY_NATIONAL_ID=my.nric NL_NATIONAL_ID=nl.bsn NL_TAX_ID=nl.bsn NL_VAT=nl.btw
    NO_FNR=no.fodselsnummer NO_NATIONAL_ID=no.fodselsnummer NZ_TAX_ID=nz.ird PE_DNI=pe.cui PE_NATIONAL_ID=pe.cui
    PE_TAX_ID=pe.ruc PK_NATIONAL_ID=pk.cnic PL_NATIONAL_ID=pl.pesel PL_TAX_ID=pl.nip PT_NATIONAL_ID=pt.cc
    PT_TAX_ID=pt.nif RO_NATIONAL_ID=ro.cnp RO_TAX_ID=ro.cf RU_TAX_ID=ru.inn SE_ORGANISATIONSNUMMER=se.orgnr
    SE_NATIONAL_ID=se.personnummer SI_NATIONAL_ID=si.emso SK_BIRTH_NUMBER=sk.rc SK_NATIONAL_ID=sk.rc SV_TAX_ID=sv.nit
    TH_TNIN=th.pin TH_NATIONAL_ID=th.pin TH_TAX_ID=th.tin TR_NATIONAL_ID=tr.tckimlik TR_TC_KIMLIK=tr.tckimlik
    TR_TAX_ID=tr.vkn UA_RNOKPP=ua.rntrc UA_TAX_ID=ua.rntrc US_TAX_ID=us.tin UY_TAX_ID=uy.rut VE_TAX_ID=ve.rif
    VN_TAX_ID=vn.mst ZA_ID=za.idnr ZA_ID_NUMBER=za.idnr ZA_NATIONAL_ID=za.idnr ZA_TAX_ID=za.tin
"""
MODULES: dict[str, str] = dict(pair.split("=") for pair in _CALLED.split())
"""What a number is called -> the module that checks it, where the module is called something else."""

Validate = Callable[[str], object]


def validators(name: str, family: tuple[str, ...]) -> list[Validate]:
    """`validate` of every module that stands for a name, `<CC>_<MODULE>`, or a family (endings of names)."""
    members = [MODULES[n] for n in MODULES if family and n.endswith(family)]
    named = MODULES.get(name) or _own(name)
    return [_validate(module) for module in [*([named] if named else []), *dict.fromkeys(members)]]


def _own(name: str) -> str | None:
    """The module that bears the name itself."""
    from stdnum import get_cc_module

    country, _, module = name.lower().partition("_")
    found = get_cc_module(country, module) if module else None
    return str(getattr(found, "__name__", "")).removeprefix("stdnum.") or None


def _validate(module: str) -> Validate:
    from importlib import import_module

    found: Validate = import_module(f"stdnum.{module}").validate
    return partial(found, allow_temporary=True) if module == "fi.hetu" else found  # type: ignore[call-arg]
