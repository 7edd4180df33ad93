"""Logs of several kinds about canary people, with what each line holds of them.

A template is written once; `{name_zh}` and the like take the values of one person, `{sid}` and the like are drawn for
the line. `%` before a name writes the value as URLs do. What a line holds of a person must go when it is masked,
everything else must stay.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from tests.leaks import canary

Values = dict[str, str]

_FIELD = re.compile(r"\{(%?)([a-z_]+)\}")
_THINGS = frozenset("ms order trace n port thread time".split())


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its end, and the stretches (start, end) of it that are personal."""

    text: str
    personal: tuple[tuple[int, int], ...]

    @property
    def values(self) -> list[str]:
        return [self.text[start:end] for start, end in self.personal]


_JAVA = "2026-03-01 {time},{n} INFO  [http-nio-8080-exec-{thread}] c.acme.shop.LoginService - "
TEMPLATES: dict[str, tuple[str, ...]] = {
    "key=value": (
        _JAVA + "login ok user={user} cust_no={customer_id} name={name_zh} mobile={mobile} ip={ip} cost={ms}ms",
        _JAVA + "order placed orderNo={order} customerId={customer_id} amount=12.50 status=PAID",
        _JAVA + "pool name=HikariPool-1 active={thread} idle=4 state=UP version=2.14.1 host=web-01",
        _JAVA + "cache miss key=region:list method=GET code=0 result=false user_count={n}",
    ),
    "logfmt": (
        'level=info ts=2026-03-01T{time}Z msg="order created" user_name="{name_en}" email={email} '
        "session_id={sid} trace_id={trace} dur={ms}ms",
        'level=warn ts=2026-03-01T{time}Z msg="slow query" service.name=checkout table=orders rows={n} dur={ms}ms',
        'level=info ts=2026-03-01T{time}Z msg="password changed" customer.name="{name_zh}" customer.id={customer_id} '
        "client_ip={ip} status=ok",
    ),
    "nginx": (
        '{ip} - {user} [01/Mar/2026:{time} +0800] "GET /api/user?email={%email}&name={%name_zh}&phone={mobile}'
        '&page=2&sort=name HTTP/1.1" 200 {n} "https://shop.example/list?cust_id={customer_id}" '
        '"Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36"',
        '{ip} - - [01/Mar/2026:{time} +0800] "GET /static/app.js?v=1.2.3 HTTP/1.1" 304 0 "-" "curl/8.5.0"',
        '{ip} - - [01/Mar/2026:{time} +0800] "POST /login?next=%2Fhome&full_name={%name_en} HTTP/2.0" 302 {n} "-" "-"',
    ),
    "json lines": (
        '{"ts":"2026-03-01T{time}Z","level":"info","logger":"c.a.Login","user":{"name":"{name_zh}",'
        '"mobile":"{mobile}","idNo":"{id_no}"},"msg":"login ok","ms":{ms}}',
        '{"ts":"2026-03-01T{time}Z","level":"warn","event":{"name":"cart.updated","id":{n}},"customerNo":"{customer_id}"}',
        '{"ts": "2026-03-01T{time}Z", "level": "info", "phone": {mobile}, "userName": "{user}", '
        '"fullName": "{name_en}", "session": "{sid}", "ok": true}',
    ),
    "payload": (
        _JAVA + 'request payload={"customerName":"{name_zh}","certNo":"{id_no}","addr":"{address_zh}"} cost={ms}ms',
        _JAVA + r'body="{\"realName\":\"{name_zh}\",\"cardNo\":\"{card}\",\"type\":\"login\"}" cost={ms}ms',
        _JAVA + "LoginRequest(userName={user}, realName={name_zh}, phone={mobile}, channel=APP, retry={thread})",
        _JAVA + "Customer[id={customer_id}, firstName='{given}', lastName='{family}', status=ACTIVE]",
    ),
    "syslog": (
        "Mar  1 {time} host-1 sshd[{n}]: Failed password for invalid user {user} from {ip} port {port} ssh2",
        "Mar  1 {time} host-1 sshd[{n}]: Accepted publickey for {user} from {ip} port {port} ssh2",
        "Mar  1 {time} host-1 sudo:   {user} : TTY=pts/0 ; PWD=/srv ; USER=root ; COMMAND=/usr/bin/id",
        "Mar  1 {time} host-1 systemd[1]: Started Session {n} of user {user}.",
        "Mar  1 {time} host-1 kernel: [{n}.{port}] eth0: link up, 1000 Mbps, full duplex",
    ),
    "headers": (
        "> Authorization: Bearer {jwt}",
        "> Authorization: Basic {basic}",
        "> Cookie: JSESSIONID={sid}; theme=dark; uid={customer_id}",
        "> X-Forwarded-For: {ip}",
        "> X-User-Name: {%name_zh}",
        "> Content-Type: application/json; charset=utf-8",
        "> X-Request-Id: {trace}",
    ),
    "traces": (
        "java.lang.IllegalStateException: no customer {name_zh} (mobile {mobile})",
        "\tat com.acme.shop.LoginService.login(LoginService.java:{n})",
        "\tat org.springframework.web.filter.OncePerRequestFilter.doFilter(OncePerRequestFilter.java:{n}) ~[web.jar]",
        "Caused by: java.sql.SQLException: Duplicate entry '{email}' for key 'customer.email'",
        "\t... {n} more",
        "Traceback (most recent call last):",
        '  File "/srv/app/login.py", line {n}, in login',
        "    raise ValueError(f'no such user: {user}')",
        "ValueError: no such customer: {name_en} <{email}>",
        "KeyError: '{customer_id}'",
    ),
    "chinese": (
        "2026-03-01 {time} [INFO] 客户姓名：{name_zh} 客户号：{customer_id} 下单成功 订单号={order}",
        "2026-03-01 {time} [WARN] 用户【{name_zh}】登录失败，手机号[{mobile}]，渠道=APP",
        "2026-03-01 {time} [INFO] 任务名称=日终对账 状态=成功 耗时={ms}毫秒 操作员：{name_zh}",
        "2026-03-01 {time} [INFO] 发送短信至{mobile}成功，模板编号：T{n}",
    ),
    "prose": (
        "[{time}] login of {name_en} failed, customer {customer_id} locked",
        "[{time}] customer {customer_id} changed address",
        "[{time}] user {user} logged in from {ip}",
        "[{time}] mail sent to {email} (queue {n}, {ms} ms)",
        "[{time}] cache warmed: {n} entries in {ms} ms",
    ),
}


def lines(kind: str, n: int, seed: int = 1) -> Iterator[Line]:
    """`n` lines of one kind, from its templates in turn; every line is about another person."""
    rng = random.Random(f"{kind} {seed}")
    people = canary.people(min(n, 2000), seed=seed).to_dicts()
    for number in range(n):
        yield _line(TEMPLATES[kind][number % len(TEMPLATES[kind])], _values(people[number % len(people)], rng))


def _line(template: str, values: Values) -> Line:
    text, done = "", 0
    personal = []
    for field in _FIELD.finditer(template):
        if field[2] not in values:
            continue
        text += template[done : field.start()]
        value = quote(values[field[2]], safe="") if field[1] else values[field[2]]
        if field[2] not in _THINGS:
            personal.append((len(text), len(text) + len(value)))
        text, done = text + value, field.end()
    return Line(text + template[done:], tuple(personal))


def _values(person: dict[str, object], rng: random.Random) -> Values:
    given, family = str(person["name_en"]).split()
    hours, minutes, seconds = rng.randrange(24), rng.randrange(60), rng.randrange(60)
    return {key: str(value) for key, value in person.items()} | {
        "given": given,
        "family": family,
        "user": f"{given[0]}{family}{rng.randrange(10, 99)}".lower(),
        "sid": f"{rng.getrandbits(128):032X}",
        "jwt": ".".join(f"eyJ{rng.getrandbits(160):x}" for _ in range(3)),
        "basic": f"{rng.getrandbits(120):x}==",
        "time": f"{hours:02}:{minutes:02}:{seconds:02}",
        "order": f"20260301{rng.randrange(10**9):09}",
        "trace": f"{rng.getrandbits(128):032x}",
        "ms": str(rng.randrange(1, 900)),
        "n": str(rng.randrange(100, 999)),
        "port": str(rng.randrange(30000, 60000)),
        "thread": str(rng.randrange(1, 30)),
    }
