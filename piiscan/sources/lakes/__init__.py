"""Tables of lakes: folders of Parquet files, of which a log or metadata say which are the table now.

Such a folder is one table, of its current version: files that it removed are not read, but told. A masked copy is a
new table without partitions, whose first version is its only one: nothing of the source's log is copied.
"""
