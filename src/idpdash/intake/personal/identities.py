"""Numbers of identity: passports, cards, registrations of UNHCR, bank accounts."""

from __future__ import annotations

import re

NUMBER = r"(?:\W{0,3}\b(?:no|nr|num|number|nº|n°|№|card|num[eé]ro)\b)*[\W_]{0,3}[A-ZА-ЯІЇЄ]{0,3}[ -]?\d[\d -]{4,}\d"
NAMED = re.compile(
    r"(?:\b(?:passports?|passeport|pasaporte|passaporte|паспорт\w*|national id|national identity|identity card|id card"
    r"|carte d.identit[eé]|c[eé]dula|documento de identidad|bilhete de identidade|social security|ІПН|ИНН|РНОКПП|СНИЛС"
    r"|(?:unhcr|progres) (?:id|no|number|case|registration))\b|جواز السفر|رقم الهوية|旅券番号|マイナンバー)" + NUMBER,
    re.IGNORECASE,
)
ID = re.compile(
    r"(?P<whose>\b\w{0,20})[ -]?\bID\b(?:\W{0,2}\b(?:no|nr|number|num)\b|[:#№])[\W_]{0,3}[A-Z]{0,3}[ -]?\d{5,}",
    re.IGNORECASE,
)
THINGS = re.compile(  # what else has an ID: "site ID no. 12345" is no person's
    r"(?i)sites?|camps?|record|row|form|place|shelter|building|school|facility|location|activity|project|need|offer|ref|"
    r"city|submission|kobo|settlement|zone|block|event|report|alert|code"
)
GROUP = re.compile(r"(?<![A-Z0-9-])[A-Z0-9]{3}-\d{2}C\d{5}(?!\d)")  # a registration group of UNHCR: 123-24C00456
IBAN = re.compile(r"(?<![A-Z0-9-])[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}(?![A-Z0-9])")
# ISO 13616, registry of SWIFT: country and length.
IBANS = (
    "AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 "
    "EG29 ES24 FI18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 "
    "LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 "
    "PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 "
    "VG24 XK20 YE30"
)
LENGTHS = {country[:2]: int(country[2:]) for country in re.split(" ", IBANS)}


def holds_identity(text: str) -> bool:
    """Return whether a text holds the number of a passport, a card, a registration or a bank account."""
    if GROUP.search(text) or NAMED.search(text):
        return True
    if any(not THINGS.fullmatch(match["whose"]) for match in ID.finditer(text)):
        return True
    return any(_is_account(match[0].replace(" ", "")) for match in IBAN.finditer(text))


def _is_account(text: str) -> bool:
    """Return whether a text begins with an IBAN: its country's length, and the remainder that ISO 7064 asks for."""
    length = LENGTHS.get(text[:2])
    if length is None or len(text) < length:
        return False
    turned = text[4:length] + text[:4]
    return int("".join(str(int(letter, 36)) for letter in turned)) % 97 == 1
