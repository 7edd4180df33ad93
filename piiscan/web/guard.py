"""Who may see the page: the one browser that was given the address, and nobody through another site.

The page listens on 127.0.0.1, where every program of the machine and every page of every site can send requests to. So
the address holds a token that works once and becomes a cookie; the Host must be this one (against DNS rebinding), and
forms must come from the page itself.
"""

from __future__ import annotations

from hmac import compare_digest
from secrets import token_urlsafe

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_COOKIE = "piiscan"
_HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self';"
    " frame-ancestors 'none'; base-uri 'none'",
    "cache-control": "no-store",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
}


class Guard:
    """Lets requests through to `app` that come from the one browser, and puts headers on all answers."""

    def __init__(self, app: ASGIApp, port: int) -> None:
        self._app, self._here = app, f"127.0.0.1:{port}"
        self._token: str | None = token_urlsafe(32)
        self._session = token_urlsafe(32)

    @property
    def address(self) -> str:
        """To be opened once."""
        return f"http://{self._here}/?token={self._token}"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        request = Request(scope)
        answer = self._refusal(request) or self._entry(request)
        await (answer or self._app)(scope, receive, self._with_headers(send))

    def _refusal(self, request: Request) -> Response | None:
        strange = request.headers.get("host") != self._here
        if request.method != "GET":
            strange |= request.headers.get("origin") != f"http://{self._here}"
        return PlainTextResponse("this page is not for other sites", 403) if strange else None

    def _entry(self, request: Request) -> Response | None:
        """What answers a browser that is not in yet; None for the one that is."""
        if compare_digest(request.cookies.get(_COOKIE, "").encode(), self._session.encode()):
            return None
        given = request.query_params.get("token", "")
        if self._token is None or not compare_digest(given.encode(), self._token.encode()):
            return PlainTextResponse("this address was used already, or is another's: start the review again", 403)
        self._token = None
        answer = RedirectResponse("/", 303)
        answer.set_cookie(_COOKIE, self._session, httponly=True, samesite="strict")
        return answer

    def _with_headers(self, send: Send) -> Send:
        async def sent(message: Message) -> None:
            if message["type"] == "http.response.start":
                more = [(name.encode(), value.encode()) for name, value in _HEADERS.items()]
                message = {**message, "headers": [*message["headers"], *more]}
            await send(message)

        return sent
