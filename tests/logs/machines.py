"""Logs of machines, in which nobody stands: services, hosts, tables, queues and files that go by names of their own."""

from __future__ import annotations

import random
from collections.abc import Iterator

_WORDS = {
    "service": "Hermes Athena Apollo Jenkins Kibana Grafana Prometheus Vault Consul Kafka Redis Nginx Keycloak Jaeger "
    "Harbor Argo Tekton Istio Envoy Falco Loki Minio Vitess Druid Flink Airflow Superset Dagster Temporal Camunda",
    "host": "frankfurt lyon tokyo osprey falcon heron kestrel merlin raven swift maple willow cedar birch rowan",
    "table": "Orders Invoices Shipments Catalogue Prices Stock Suppliers Returns Ledger Journal Assets Contracts",
    "state": "ACTIVE STANDBY DRAINING RUNNING PENDING CrashLoopBackOff Evicted Completed Terminating Unknown",
    "class": "PriceEngine StockLoader LedgerWriter RouteFinder TaxTable CatalogueIndex MailQueue BatchRunner",
    "topic": "order-created price-changed stock-low invoice-sent return-opened label-printed route-planned",
    "theme": "Midnight Forest Ocean Sunrise Graphite Sandstone Lavender Arctic Copper Harvest",
}
_TEMPLATES = (
    "{time} INFO  [main] com.acme.boot.Starter - Service {service} started on {host} in {n} ms",
    "{time} WARN  [pool-{n}] com.acme.net.Health - {service} on {host} is {state}, restart {n}",
    "{time} ERROR [pool-{n}] com.acme.db.{class} - Lock on table {table} not released by {service} after {n} s",
    "{time} DEBUG [pool-{n}] com.acme.mq.Listener - {class} consumed {topic} at offset {n}",
    "{time} INFO  [sched] com.acme.batch.{class} - Export of {table} to {host} finished: {n} rows",
    "{time} INFO  [web] com.acme.ui.Themes - theme {theme} applied, cache cleared by {service}",
    "{time} WARN  [k8s] pod {service} {state} on node {host}: exit {n}",
    'level=info ts={time} component={service} node={host} table={table} status={state} took={n}ms msg="sync done"',
    '{{"ts":"{time}","level":"info","service":"{service}","host":"{host}","state":"{state}","ms":{n}}}',
    "{time} INFO replication from {host} to {service} caught up: {table} at {n}",
)


def lines(n: int, seed: int = 1) -> Iterator[str]:
    """`n` lines, each drawn anew."""
    rng = random.Random(seed)
    words = {key: listed.split() for key, listed in _WORDS.items()}
    for _ in range(n):
        drawn = {key: rng.choice(listed) for key, listed in words.items()}
        hours, minutes, seconds = rng.randrange(24), rng.randrange(60), rng.randrange(60)
        time = f"2026-03-{rng.randrange(1, 29):02}T{hours:02}:{minutes:02}:{seconds:02}Z"
        yield rng.choice(_TEMPLATES).format(time=time, n=rng.randrange(10, 9999), **drawn)
