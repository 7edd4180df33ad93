"""The column engine: every value of every row, as Polars expressions, into evidence that merges."""
