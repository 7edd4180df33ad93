"""The one page, and the forms it takes: each changes the choices, and leads back to the column it was about."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from urllib.parse import parse_qs, quote

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from piiscan.detection import packs
from piiscan.errors import PiiscanError
from piiscan.reports.html import environment
from piiscan.reports.wording import Wording
from piiscan.web.choices import NOTHING, Choice, Choices, Place

_MOST = 10_000
"""Bytes of a form: names and a reason."""

_SAYS = {"needed": True, "unneeded": False}


class Page:
    """`write` writes what was chosen, and says so."""

    def __init__(self, choices: Choices, words: Wording, write: Callable[[Choices], str]) -> None:
        self.choices, self._words, self._write = choices, words, write
        self._said = ""

    def app(self) -> Starlette:
        """The routes."""
        return Starlette(
            routes=[
                Route("/", self.show),
                Route("/choose", self.choose, methods=["POST"]),
                Route("/write", self.write, methods=["POST"]),
            ]
        )

    async def show(self, request: Request) -> Response:
        said, self._said = self._said, ""
        page = environment("piiscan.web").get_template("review.jinja")
        text = await asyncio.to_thread(
            page.render, choices=self.choices, words=self._words, entities=sorted(packs.by_entity()), said=said
        )
        return HTMLResponse(text)

    async def choose(self, request: Request) -> Response:
        """`table` and `column` say of what; `choice` is an entity, `*`, `needed`, `unneeded`, or `undo`."""
        form = await _form(request)
        if form is None:
            return PlainTextResponse("that is no form of this page", 400)
        place: Place = (form.get("table", ""), form.get("column", ""))
        try:
            self.choices = await asyncio.to_thread(_chosen, self.choices, place, form)
        except PiiscanError as refused:
            self._said = str(refused)
        return RedirectResponse(f"/#{quote(form.get('back', ''))}", 303)

    async def write(self, request: Request) -> Response:
        try:
            self._said = await asyncio.to_thread(self._write, self.choices)
        except PiiscanError as refused:
            self._said = str(refused)
        return RedirectResponse("/", 303)


def _chosen(choices: Choices, place: Place, form: dict[str, str]) -> Choices:
    said, why = form.get("choice", ""), form.get("why", "")
    if said == "undo":
        return choices.without(place)
    if said in _SAYS:
        chosen = choices.with_choice(place, Choice(why, needed=_SAYS[said]))
    else:
        chosen = choices.with_choice(place, Choice(why, is_=NOTHING if said == NOTHING else said or form.get("entity")))
    _ = chosen.plan  # what cannot be planned is refused, and the choices stay
    return chosen


async def _form(request: Request) -> dict[str, str] | None:
    """The fields of a form; None for too much, and for what is none."""
    body = b""
    async for piece in request.stream():
        body += piece
        if len(body) > _MOST:
            return None
    try:
        fields = parse_qs(body.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=10)
    except ValueError:
        return None
    return {name: values[-1] for name, values in fields.items()}
