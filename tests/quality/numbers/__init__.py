"""Invented numbers in the forms of their standards, with check digits that hold; chance alone chose the rest."""
