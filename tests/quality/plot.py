"""The reliability plot: a dot a bin with its 95 % interval, on the diagonal where stated confidence is the true one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tests.quality.calibration import Bin

_SIZE, _LEFT, _TOP = 240, 46, 30
_COLOURS = ("#0b6e99", "#c2571a")


def svg(halves: Mapping[str, Sequence[Bin]]) -> str:
    """A picture of its own, the same bytes for the same figures."""
    drawn = (line for place, (half, bins) in enumerate(halves.items()) for line in _half(place, half, bins))
    width, height = _LEFT + _SIZE + 20, _TOP + _SIZE + 40
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif"'
    return "\n".join((f'{head} font-size="11" role="img">', *_frame(width, height), *drawn, "</svg>\n"))


def _frame(width: int, height: int) -> Iterator[str]:
    yield "<title>Share of right verdicts by stated confidence</title>"
    yield f'<rect width="{width}" height="{height}" fill="#fff"/>'
    yield f'<rect x="{_LEFT}" y="{_TOP}" width="{_SIZE}" height="{_SIZE}" fill="none" stroke="#888"/>'
    yield f'<path d="M{_at(0, 0)} L{_at(1, 1)}" stroke="#888" stroke-dasharray="4 3"/>'
    for tenth in (0, 2, 4, 6, 8, 10):
        yield _text(_x(tenth / 10), _TOP + _SIZE + 15, f"{tenth / 10:g}")
        yield _text(_LEFT - 14, _y(tenth / 10) + 4, f"{tenth / 10:g}")
    yield _text(_LEFT + _SIZE / 2, _TOP + _SIZE + 32, "stated confidence")
    middle = _TOP + _SIZE / 2
    yield f'<text x="14" y="{middle:g}" text-anchor="middle" transform="rotate(-90 14 {middle:g})">share right</text>'


def _half(place: int, half: str, bins: Sequence[Bin]) -> Iterator[str]:
    colour = _COLOURS[place % len(_COLOURS)]
    yield f'<g fill="{colour}" stroke="{colour}">'
    for one in bins:
        low, high = one.interval
        yield f'<path d="M{_at(one.stated, low)} L{_at(one.stated, high)}" stroke-opacity="0.5"/>'
        yield f'<circle cx="{_x(one.stated):.1f}" cy="{_y(one.share):.1f}" r="3"/>'
    columns = sum(one.n for one in bins)
    yield f'<text x="{_LEFT + 120 * place}" y="20" stroke="none">● {half}, {columns} columns</text></g>'


def _text(x: float, y: float, text: str) -> str:
    return f'<text x="{x:g}" y="{y:g}" text-anchor="middle">{text}</text>'


def _at(stated: float, share: float) -> str:
    return f"{_x(stated):.1f} {_y(share):.1f}"


def _x(stated: float) -> float:
    return _LEFT + _SIZE * stated


def _y(share: float) -> float:
    return _TOP + _SIZE * (1 - share)
