"""Object stores (Amazon S3 and what speaks like it, Google Cloud Storage, Azure): prefixes as folders, by obstore.

Credentials and endpoints are those of the environment that each store's own tools read, and never in an argument.
What a store says is never shown: it may hold keys of objects, and with them values.
"""
