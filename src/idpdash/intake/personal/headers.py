"""Headers that say that persons are named, numbered or reached in their column, in the seven languages of intake."""

from __future__ import annotations

import re

from idpdash.formats import fold

# Who a person is to a form: the whole header, alone or with a word for name: "respondent", "name of the respondent".
WHO = (
    "head of household, head of the household, head of family, household head, family head, hh head, "
    "hoh, respondent, interviewee, informant, key informant, enumerator, interviewer, data collector, "
    "beneficiary, focal point, focal person, contact, contact person, camp manager, camp leader, site "
    "manager, site leader, community leader, leader, chairman, chairperson, mother, father, person",
    "chef de ménage, chef du ménage, chef de famille, répondant, enquêté, enquêteur, bénéficiaire, "
    "point focal, personne de contact, personne à contacter, personne contact",
    "jefe de hogar, jefe del hogar, jefe de familia, encuestado, encuestada, encuestador, persona de "
    "contacto, beneficiario",
    "chefe de família, chefe do agregado, chefe do agregado familiar, entrevistado, entrevistador, "
    "inquiridor, pessoa de contacto, pessoa de contato",
    "رب الأسرة, رب العائلة, ربة الأسرة, رب أسرة, المستجيب, المستفيد, الباحث, الأب, الأم, جامع "
    "البيانات, جهة الاتصال, شخص الاتصال",
    "голова сім'ї, голова домогосподарства, голова родини, респондент, респондента, інтерв'юер, "
    "контактна особа, глава семьи, глава домохозяйства, интервьюер, контактное лицо",
    "世帯主, 担当者, 責任者, 連絡先",
)
NAME = "name, names, full name, nom, nom et prénom, nombre, nome, اسم, ім'я, прізвище, имя, ПІБ, ФИО"
LINKS = ("", "of", "of the", "du", "de", "de l", "del", "do", "da")
# Whole headers that say it by themselves.
ALONE = (
    "first name, last name, full name, given name, middle name, surname, dob, contact number, contact "
    "no, contact details, contact info, prénom, prénoms, nom et prénom, nom et prénoms, nom de "
    "famille, portable, nombre completo, nombre y apellido, nombres y apellidos, apellido, apellidos, "
    "nome completo, sobrenome, apelido, cpf, الاسم الكامل, الاسم الثلاثي, الاسم الرباعي, ПІБ, "
    "прізвище, прізвище та ім'я, ім'я, по батькові, ІПН, РНОКПП, ФИО, фамилия, имя, отчество, ИНН, "
    "СНИЛС, 氏名, 姓名"
)
# Anywhere in a header.
WITHIN = (
    "phone, phones, telephone, mobile number, mobile no, cell phone, cellphone, whatsapp, email, e "
    "mail, mailbox, passport, national id, identity card, id card, date of birth, iban, social "
    "security, unhcr id, unhcr number, progres id, progres number, téléphone, courriel, passeport, "
    "carte d'identité, date de naissance, teléfono, celular, correo electrónico, pasaporte, cédula, "
    "documento de identidad, fecha de nacimiento, telefone, telemóvel, passaporte, bilhete de "
    "identidade, data de nascimento, رقم الهاتف, الهاتف, هاتف, جوال, موبايل, البريد الإلكتروني, جواز "
    "السفر, الهوية, رقم الهوية, تاريخ الميلاد, телефон, телефону, електронна пошта, паспорт, дата "
    "народження, электронная почта, дата рождения"
)
WITHIN_JAPANESE = re.compile("電話|携帯|メールアドレス|生年月日|旅券|世帯主|氏名")


def _listed(text: str) -> list[str]:
    """Return phrases with commas between, folded."""
    return [fold(phrase) for phrase in text.split(",")]


def _with_names(phrases: list[str]) -> frozenset[str]:
    """Return who is meant, alone and with a word for name before or behind."""
    names = _listed(NAME)
    before = {" ".join(f"{name} {link} {who}".split()) for who in phrases for name in names for link in LINKS}
    behind = {f"{who}{genitive} {name}" for who in phrases for name in names for genitive in ("", " s")}
    return frozenset({*phrases, *before, *behind})


WHOLE = _with_names([who for part in WHO for who in _listed(part)]) | frozenset(_listed(ALONE))
INSIDE = re.compile(rf"\b(?:{'|'.join(map(re.escape, _listed(WITHIN)))})\b")


def is_personal_header(header: str) -> bool:
    """Return whether a column's header says that persons are named, numbered or reached in it."""
    words = fold(header)
    return words in WHOLE or bool(INSIDE.search(words)) or bool(WITHIN_JAPANESE.search(words))
