"""What `grids` makes of coordinates, in SQL: cells of a fixed number of degrees, counted in whole units."""

from __future__ import annotations

from piiscan.transforms.sql import Dialect, case

__all__ = ["cells"]

_BLANK = "[ \t\n\v\f\r\u0085\u1680\u2028\u2029]"
_NUMBER = "[+-]?[0-9]{1,3}(?:[.][0-9]{1,15})?"
_DEGREES = f"{_NUMBER}°?"
_PAIR = f"^[(]?{_BLANK}*{_DEGREES}(?:{_BLANK}*[,;]{_BLANK}*|{_BLANK}+){_DEGREES}{_BLANK}*[)]?$"
_SECOND = f"{_DEGREES}{_BLANK}*[)]?$"


def cells(text: str, dialect: Dialect, units: int, size: int, order: str) -> str:
    """Of a pair, or of either coordinate alone; `units` are in a degree, `size` of them in a cell."""
    brackets = (("[", "("), ("]", ")"))
    round_ones = text
    for one, other in brackets:
        round_ones = f"replace({round_ones}, {dialect.literal(one)}, {dialect.literal(other)})"
    first = _units(dialect.matching(round_ones, _NUMBER), dialect, units)
    second = _units(dialect.matching(dialect.matching(round_ones, _SECOND), _NUMBER), dialect, units)
    latitude, longitude = (first, second) if order == "lat_lon" else (second, first)
    on_earth = f"abs({latitude}) <= {90 * units} AND abs({longitude}) <= {180 * units}"
    corner = dialect.concat(
        _written(first, dialect, units, size), dialect.literal(","), _written(second, dialect, units, size)
    )
    alone = _units(dialect.matching(text, _NUMBER), dialect, units)
    return case(
        (dialect.matches(round_ones, _PAIR), case((on_earth, corner))),
        (
            dialect.matches(text, f"^{_DEGREES}$"),
            case((f"abs({alone}) <= {180 * units}", _written(alone, dialect, units, size))),
        ),
    )


def _units(number: str, dialect: Dialect, units: int) -> str:
    """Rounded half away from zero, which servers do each in their own way."""
    exact = f"({dialect.double(number)} * {units})"
    return f"(sign({exact}) * floor(abs({exact}) + {dialect.double('0.5')}))"


def _written(point: str, dialect: Dialect, units: int, size: int) -> str:
    """The edge of the cell, in degrees."""
    below = -(-180 * units // size) * size
    edge = f"({dialect.quotient(dialect.whole(f'({point} + {below})'), size)} * {size} - {below})"
    whole = dialect.quotient(f"abs({edge})", units)
    nought = dialect.literal("0")
    rest = f"lpad({dialect.written(f'(abs({edge}) - {whole} * {units})')}, 6, {nought})"
    sign = case((f"{edge} < 0", dialect.literal("-")), otherwise=dialect.literal(""))
    return dialect.concat(sign, dialect.written(whole), dialect.literal("."), dialect.replaced(rest, "0{1,5}$", ""))
