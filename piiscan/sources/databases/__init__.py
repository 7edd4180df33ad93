"""Databases: files of SQLite and DuckDB, which are opened as any file is, and servers, which a URL names.

A database is a container of its tables. It is only read, in one snapshot where it can give one; drivers are loaded
where they are needed. What a driver says is never shown: it may hold values.
"""
