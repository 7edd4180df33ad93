"""Personal numbers of other countries: every vectorised rule says what python-stdnum says of one number at a time."""

from __future__ import annotations

from importlib import import_module
from random import Random

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.exceptions import InvalidChecksum, InvalidComponent, ValidationError

from piiscan.detection import packs
from piiscan.detection.cells import formed, valid
from piiscan.model.recognizer import Recognizer

_SIGNS = {"d": "0123456789", "L": "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "t": "012", "m": "01"}
_RULES = """
    eu      fr_nir           fr.nir             1ddmddddddddddd 2ddmd2Adddddddd 1ddmd2Bdddddddd
    eu      be_nn            be.nn              0dmdddddddd 1dmdddddddd
    eu      nl_bsn           nl.bsn             ddddddddd
    eu      ie_pps           ie.pps             dddddddL dddddddLA dddddddLB dddddddLH dddddddLW dddddddLT
    eu      de_tax_id        de.idnr            ddddddddddd 12345678ddd
    eu      hr_oib           hr.oib             ddddddddddd
    eu      at_vnr           at.vnr             1dddddmddd 5ddddddddd
    eu      ch_ahv           ch.ssn             756dddddddddd
    eu      gb_utr           gb.utr             dddddddddd
    eu      es_nif           es.nif             ddddddddL XdddddddL YdddddddL ZdddddddL KdddddddL
    eu      pt_nif           pt.nif             1dddddddd 2dddddddd
    eu      it_fiscal_code   it.codicefiscale   LLLLLLddAtdLdddL LLLLLLddTtdLdddL
    eu      gr_amka          gr.amka            tdmdddddddd
    eu      no_fnr           no.fodselsnummer   tdmdddddddd
    eu      se_personnummer  se.personnummer    ddmdtddddd 19ddmdtddddd
    eu      is_kennitala     is_.kennitala      tdmdddddd9 tdmdddddd0
    eu      ee_ik            ee.ik              3ddmdtddddd 4ddmdtddddd
    eu      ee_ik            lt.asmens          3ddmdtddddd 4ddmdtddddd
    eu      lv_pk            lv.pvn             tdmddd1dddd 32ddddddddd
    eu      pl_pesel         pl.pesel           ddmdtdddddd dd2dtdddddd
    eu      cz_rc            cz.rc              ddmdtddddd dd5dtddddd
    eu      cz_rc            sk.rc              ddmdtddddd dd5dtddddd
    eu      ro_cnp           ro.cnp             1ddmdtd12dddd 6tdmdtd40dddd
    eu      bg_egn           bg.egn             ddmdtddddd dd4dtddddd
    eu      si_emso          si.emso            tdmd9dddddddd tdmd00ddddddd
    world   br_cpf           br.cpf             ddddddddddd
    world   br_cnpj          br.cnpj            dddddddd0001dd
    world   mx_curp          mx.curp            LAXXddmdtdHDFXXX0d LAXXddmdtdMASXNXAd
    world   ar_cuit          ar.cuit            20ddddddddd
    world   cl_rut           cl.rut             ddddddddd dddddddd ddddddddK
    world   co_nit           co.nit             dddddddddd ddddddddd
    world   ec_ci            ec.ci              171ddddddd
    world   do_cedula        do.cedula          001dddddddd
    world   ca_sin           ca.sin             1dddddddd
    world   il_id            il.idnr            ddddddddd
    world   tr_tckimlik      tr.tckimlik        1dddddddddd
    world   jp_my_number     jp.in_             dddddddddddd
    world   th_pin           th.pin             1dddddddddddd
    world   in_aadhaar       in_.aadhaar        3ddddddddddd
    world   ru_inn           ru.inn             dddddddddddd dddddddddd
    world   ua_rntrc         ua.rntrc           dddddddddd
    world   au_tfn           au.tfn             ddddddddd dddddddd
    world   nz_ird           nz.ird             dddddddd 1dddddddd
"""
"""Pack, check, oracle, and shapes of numbers: of a thousand some are right, some wrong."""
_CASES = [pytest.param(*line.split()[:3], line.split()[3:], id=line.split()[2]) for line in _RULES.strip().splitlines()]
_MADE = 1500


def _made(shapes: list[str], seed: str, count: int = _MADE) -> list[str]:
    dice = Random(seed)
    return ["".join(dice.choice(_SIGNS.get(sign, sign)) for sign in dice.choice(shapes)) for _ in range(count)]


def _oracle(module: str, number: str) -> bool | None:
    """None where the oracle objects to a place, or to a birth in the future, and not to the arithmetic."""
    try:
        import_module(f"stdnum.{module}").validate(number)
    except InvalidChecksum:
        return False
    except InvalidComponent:
        return None
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(("pack", "check", "module", "shapes"), _CASES)
def test_a_rule_says_of_numbers_what_stdnum_says(pack: str, check: str, module: str, shapes: list[str]) -> None:
    rule = getattr(import_module(f"piiscan.recognizers.{pack}.checks"), check)
    numbers = _made(shapes, module)
    theirs = [_oracle(module, number) for number in numbers]
    ours = [mine if said is not None else None for mine, said in zip(rule(pl.Series(numbers)), theirs, strict=True)]
    assert ours == theirs
    assert 0 < sum(said is True for said in theirs) < len(numbers)


@pytest.mark.parametrize(("pack", "check", "module", "shapes"), _CASES)
def test_no_right_number_is_left_when_one_digit_is_changed(
    pack: str, check: str, module: str, shapes: list[str]
) -> None:
    rule = getattr(import_module(f"piiscan.recognizers.{pack}.checks"), check)
    made = pl.Series(_made(shapes, f"{module} typed wrong"))
    right = made.filter(rule(made))
    at = right.str.len_chars() - 3
    wrong = [
        v[:i] + str((int(v[i]) + 1) % 10 if v[i].isdigit() else 7) + v[i + 1 :] for v, i in zip(right, at, strict=True)
    ]
    assert len(right) > 0
    assert rule(pl.Series(wrong)).mean() < 0.1  # type: ignore[operator]


@settings(deadline=None, max_examples=50)
@given(st.integers(1, 10**9 - 1))
def test_a_russian_insurance_number_holds_for_one_ending_only(stem: int) -> None:
    check = import_module("piiscan.recognizers.world.checks").ru_snils
    endings = pl.Series([f"{stem:09}{ending:02}" for ending in range(100)])
    total = sum(int(digit) * (9 - at) for at, digit in enumerate(f"{stem:09}"))
    assert endings.filter(check(endings)).to_list() == [f"{stem:09}{total % 101 % 100:02}"]


@settings(deadline=None, max_examples=50)
@given(st.integers(19 * 10**9, 21 * 10**9 - 1))
def test_an_emirates_number_holds_for_one_last_digit_only(stem: int) -> None:
    check = import_module("piiscan.recognizers.world.checks").ae_id
    numbers = pl.Series([f"784{stem}{last}" for last in range(10)])
    assert numbers.filter(check(numbers)).to_list() == [f"784{stem}{luhn.calc_check_digit(f'784{stem}')}"]


_SAMPLED = [r for name in ("eu", "world") for r in packs.packs()[name] if r.sees == "sample" and r.check]


@pytest.mark.parametrize("recognizer", [pytest.param(r, id=r.id) for r in _SAMPLED if r.entity != "PERSON"])
def test_as_many_random_values_pass_as_the_stated_chance_at_most(recognizer: Recognizer) -> None:
    """Every value has the form of the examples, digit for digit and letter for letter."""
    dice = Random(recognizer.id)
    shape = dice.choice(recognizer.examples.match)
    signs = [
        [dice.choice(_SIGNS["d" if sign.isdigit() else "L"]) if sign.isalnum() else sign for sign in shape]
        for _ in range(4000)
    ]
    values = pl.Series(["".join(value) for value in signs])
    passed = (formed(recognizer, values) & valid(recognizer, values)).mean()
    assert passed <= 1.3 * recognizer.chance  # type: ignore[operator]
