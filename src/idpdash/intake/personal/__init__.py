"""What is personal in a text: telephone numbers, mailboxes, numbers of identity, names of persons. Headers: `headers`.

Strict on purpose: dates, counts, codes and coordinates are none of these, and a report that is wrong keeps a row out.
"""

from __future__ import annotations

import re
from enum import StrEnum

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from idpdash.formats import INVISIBLE
from idpdash.intake.catalogue import N_
from idpdash.intake.personal.identities import holds_identity
from idpdash.intake.personal.persons import holds_person
from idpdash.intake.personal.phones import holds_phone
from idpdash.intake.values.numbers import plain_digits

REMOVED = "[removed]"  # stands where a personal text stood
MOST_LETTERS = 6_000  # more than is kept of any cell


class Personal(StrEnum):
    """What kind of personal text was found, as the sentence says it."""

    PHONE = N_("a telephone number")
    MAIL = N_("an e-mail address")
    IDENTITY = N_("a number of identity")
    PERSON = N_("the name of a person")


# A first, quick look over all texts (RE2): what it does not find is not personal. In codes digits alone say nothing.
LIKELY = r"[@+(\[]|\d.*\d.*\d.*\d.*\d.*\d"
LIKELY_CODE = r"[@+(\[]|\d \d|\d\dC\d|[A-Z]\d\d[A-Z0-9 ]{11}|[Pp]ass|PASS|ID\W"
LIKELY_PROSE = r"(?i)\b(?:mr|mrs|ms|miss|dr|mme|mlle|m|sr|sra|don|doña)\b|conta[ct]t?|focal|respondent"
FOREIGN = r"[^ -~\x{A0}-\x{24F}\x{2010}-\x{2026}]"  # digits and words of other scripts: looked at closely
SPACES = {ord(space): " " for space in "\u00a0\u2009\u202f\t\n\r"} | {ord(dash): "-" for dash in "\u2010\u2011\u2012"}
MAIL = re.compile(r"[\w.+'-]{1,64}\s?(?:@|[\[(]at[\])])\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)


def suspects(words: pa.Array, *, code: bool, prose: bool) -> npt.NDArray[np.int64]:
    """Return which texts deserve a second look. code: they are codes or numbers; prose: sentences that people write."""
    looks = [LIKELY_CODE if code else LIKELY, *([LIKELY_PROSE] if prose else [])]
    if not pc.all(pc.string_is_ascii(words)).as_py():
        looks.append(FOREIGN)
    found = [pc.match_substring_regex(words, look).to_numpy(zero_copy_only=False) for look in looks]
    return np.flatnonzero(np.logical_or.reduce(found))


def kind_of(text: str, *, code: bool = False, prose: bool = False) -> Personal | None:
    """Return what is personal in a text, None where nothing is. code, prose: as in `suspects`."""
    text = plain_digits(INVISIBLE.sub("", text[:MOST_LETTERS]).translate(SPACES))
    if MAIL.search(text):
        return Personal.MAIL
    if holds_identity(text):
        return Personal.IDENTITY
    if holds_phone(text, code=code):
        return Personal.PHONE
    return Personal.PERSON if prose and holds_person(text) else None
