"""The generated quality suite: labelled tables, and how many of their columns get the right verdict.

It was written from the descriptions of the entities alone, by someone who had not seen the recognizers. `train`
may be looked at while the product is made; of `held_out` only totals are shown.
"""
