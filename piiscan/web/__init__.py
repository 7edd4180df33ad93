"""The review page: a person decides columns in a browser on this machine, and gets two files to keep.

It needs no script, no font, nothing from anywhere; every choice is a form.
"""

from piiscan.web.choices import Choices
from piiscan.web.serving import review_page

__all__ = ["Choices", "review_page"]
