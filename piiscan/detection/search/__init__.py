"""Which of the packs' patterns occur in which values, at the speed of a column: one answer for both engines.

The column engine counts what is found here; the text engine looks for spans in the texts that are found here.
"""
