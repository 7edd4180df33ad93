"""A log of a shop for measuring: JSON lines, key=value, access log, stack traces and messages in turn; one line in
twenty is about somebody. Seeded; every line has a time, a trace or a number of its own."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, islice, zip_longest
from pathlib import Path

import numpy as np
import polars as pl

from tests.logs import made

PART = 20_000
"""Lines made, and held in memory, at once."""

_ABOUT = 20
"""Lines to one that is about somebody."""

_AGENT = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0"
_JAVA = "2026-03-{day} {time},{ms} INFO  [http-nio-8080-exec-{thread}] c.acme.shop."
_THINGS = (
    '{{"ts":"2026-03-{day}T{time}.{ms}Z","level":"info","logger":"c.a.Gateway","trace_id":"{trace}","msg":"done",'
    '"method":"GET","path":"/api/v2/orders/{n}/items","status":200,"duration_ms":{ms},"bytes":{n}}}',
    '{{"ts":"2026-03-{day}T{time}.{ms}Z","level":"debug","logger":"c.a.Cache","msg":"refreshed","region":"products",'
    '"entries":{n},"hit_rate":0.9{thread},"node":"cache-{thread}"}}',
    _JAVA + "OrderService - order placed orderNo=20260301{n} amount={thread}.50 currency=CNY status=PAID cost={ms}ms",
    _JAVA + "StockJob - Stock levels of 4 warehouses synchronised, {ms} articles changed, next run in 15 minutes",
    _JAVA + "db.Pool - pool=HikariPool-1 active={thread} idle=4 waiting=0 state=UP version=2.14.1 host=web-0{thread}",
    'level=info ts=2026-03-{day}T{time}Z caller=compactor.go:{ms} msg="compaction finished" block={trace} took={ms}ms',
    'level=warn ts=2026-03-{day}T{time}Z msg="slow query" service.name=checkout table=order_items rows={n} dur={ms}ms',
    '10.0.{thread}.7 - - [01/Mar/2026:{time} +0800] "GET /static/app.{trace}.js?v=1.2.3 HTTP/1.1" 200 {n} '
    '"https://shop.example/products?page={thread}&sort=price" "' + _AGENT + '"',
    '10.0.{thread}.9 - - [01/Mar/2026:{time} +0800] "POST /api/cart HTTP/2.0" 201 {ms} "-" "' + _AGENT + '"',
    "java.util.concurrent.TimeoutException: no answer from inventory within {ms} ms (attempt {thread})",
    "\tat org.springframework.web.filter.OncePerRequestFilter.doFilter(OncePerRequestFilter.java:{ms}) ~[web.jar:6.1]",
    "\tat com.acme.shop.order.OrderService.place(OrderService.java:{ms})",
    "Mar  1 {time} host-{thread} kernel: [{n}.{ms}] eth0: link up, 1000 Mbps, full duplex",
    "2026-03-{day} {time} [INFO] 任务名称=日终对账 状态=成功 耗时={ms}毫秒 批次={n}",
    "2026-03-{day} {time} [WARN] 库存同步延迟 {ms} 毫秒，已重试第 {thread} 次，队列深度 {n}",
    "[{time}] Worker {thread} picked up job {trace} from queue mails, {ms} ms late; retrying in 30 s",
)


def write(path: Path, megabytes: int) -> Path:
    """A log of that many megabytes (10^6 bytes)."""
    left = megabytes * 1_000_000
    with path.open("wb") as stream:
        for part in _parts():
            left -= stream.write(part)
            if left <= 0:
                return path
    return path


def about_people(n: int, seed: int = 1) -> list[str]:
    """`n` lines, of all kinds in turn, most of them about somebody."""
    kinds = [made.lines(kind, n // len(made.TEMPLATES) + 1, seed) for kind in made.TEMPLATES]
    turns = zip_longest(*kinds)
    return [line.text for line in islice((line for turn in turns for line in turn), n)]


def _parts() -> Iterator[bytes]:
    for part in count(1):
        draw = np.random.default_rng(part)
        about = pl.Series(about_people(PART // _ABOUT, part))
        lines = pl.concat([*(_lines(template, PART // len(_THINGS), draw) for template in _THINGS), about])
        yield ("\n".join(lines.gather(draw.permutation(len(lines)))) + "\n").encode()


def _lines(template: str, n: int, draw: np.random.Generator) -> pl.Series:
    def number(low: int, high: int) -> list[str]:
        return [str(drawn) for drawn in draw.integers(low, high, n)]

    days = draw.integers(0, 86_400, n).astype("datetime64[s]").astype(str)
    times = [day.partition("T")[2] for day in days]
    traces = [draw.bytes(16).hex() for _ in range(n)]
    fields = zip(number(10, 31), times, number(100, 999), number(1, 9), number(10**5, 10**7), traces, strict=True)
    names = ("day", "time", "ms", "thread", "n", "trace")
    return pl.Series([template.format(**dict(zip(names, values, strict=True))) for values in fields])
