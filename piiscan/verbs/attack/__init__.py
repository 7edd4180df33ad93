"""attack: what somebody gets out of a masked copy who has it, its plan and the code, and knows this or that besides.

One module an attack. What an attacker knows is taken at its worst: everybody's values, exact frequencies, the dates of
everybody. An attack that recovers nobody then recovers nobody who knows less.
"""

from piiscan.verbs.attack.residue import Residue
from piiscan.verbs.attack.table import attack_table

__all__ = ["Residue", "attack_table"]
