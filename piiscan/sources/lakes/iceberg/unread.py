"""What is said of tables that PyIceberg cannot read."""

from __future__ import annotations

UNREAD = (
    "its Iceberg table cannot be read: a file of it is missing or damaged, or it has what PyIceberg does not read, as"
    " equality deletes: compact it, then scan again"
)
