"""Names of persons in prose, told by a title or a word for contact before them; mailboxes that bear a name."""

from __future__ import annotations

import re

NAME = r"[A-ZÀ-ÖØ-ÞА-ЯЁІЇЄҐ][\w’'-]+"
NAMES = rf"{NAME}(?: {NAME}){{1,3}}"
PERSON = re.compile(
    rf"(?:\b(?:Mr|Mrs|Ms|Miss|Dr|Mme|Mlle|M|Sr|Sra|Don|Doña)\.? {NAMES}"
    rf"|\b[Пп]ані? {NAMES}|(?:السيد|السيدة) \w+ \w+"
    r"|\b(?i:contact person|focal point|focal person|point focal|personne de contact|personne à contacter"
    r"|persona de contacto|pessoa de contato|контактна особа|контактное лицо|respondent|head of household)"
    rf"\s*[:–-]?\s*{NAMES}|\b(?i:contacts?|contacto|contato|контакт)\s*[:–-]\s*{NAMES})(?: \w+)?"
)
# Words of an office or a place: with one of them it is no person who may be asked.
OFFICE = re.compile(
    r"(?i)\b(?:office|desk|hall|cent(?:re|er)|school|hospital|clinic|camp|city|town|village|municipal\w*|department|"
    r"services?|team|red|crescent|committee|council|shelter|hotel|hostel|church|mosque|street|road|avenue|square|social|"
    r"housing|bureau|mairie|oficina|ayuntamiento|prefeitura|ministry|association|foundation|ngo|unit|line|hotline|"
    r"reception|front|help|helpdesk|welcome|international|relief|agency|group|network|works|public|health|district|"
    r"region\w*|county|community|emergency|civil|protection|police|fire|station|university|college|the|our|idps?|info|"
    r"mail|support|contact|admin\w*|mayor|refugees?|aid|coordinat\w+|mission|manager|secretar\w+|accueil|ville|commune|"
    r"municipio|ciudad|registry|post|north\w*|south\w*|east\w*|west\w*)\b"
)
MAILBOX = re.compile(r"([^\s<:;,]+)@")


def holds_person(text: str) -> bool:
    """Return whether a person is named in a text."""
    return any(not OFFICE.search(match[0].partition(" ")[2]) for match in PERSON.finditer(text))


def is_persons_mailbox(text: str) -> bool:
    """Return whether a mailbox bears a person's name (firstname.lastname@…), not an office's."""
    match = MAILBOX.search(text)
    parts = re.split(r"[._]", match[1]) if match else []
    return len(parts) == 2 and all(part.isalpha() and not OFFICE.fullmatch(part) for part in parts)
