"""All that can be wrong with a file: each code with its severity and its sentence, in the room of what it is about.

A new check goes there first. {value} is the cell as written; the row and the column are put before the sentence by
`issues.issue`, so a sentence does not name them again. A code may have several sentences, told apart behind a dot.
"""

from __future__ import annotations

from idpdash.intake.catalogue.files import FILES
from idpdash.intake.catalogue.places import PLACES
from idpdash.intake.catalogue.rows import ROWS
from idpdash.intake.catalogue.severity import N_, Sentences, Severity
from idpdash.intake.catalogue.stored import STORED

__all__ = ["CATALOGUE", "N_", "Severity"]

CATALOGUE: Sentences = {**FILES, **ROWS, **PLACES, **STORED}
