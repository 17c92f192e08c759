"""The same table as seven field teams would write it: headers and words of their own language, and as others form them.

Each must be read as the same checked table.
"""

from __future__ import annotations

import csv
import io

# date, direction, origin, destination, households, individuals, girls 0-4, women 18-59, men 60+, reason, basis
ARRIVALS = (
    ("2026-05-03", "in", "Galt", "Marrow", "12", "57", "6", "15", "4", "conflict", "registered"),
    ("2026-05-04", "back", "Rhone", "Galt", "3", "11", "1", "4", "", "flood", "estimated"),
    ("2026-05-05", "in", "Galt", "Marrow", "1", "5", "", "2", "1", "drought", "registered"),
    ("2026-05-06", "out", "Marrow", "Rhone", "2", "9", "2", "3", "0", "unknown", "observed"),
)
# language → headers, and each word above → that language's
MOVEMENTS: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "English": (
        (
            "Date of arrival",
            "Movement type",
            "District of origin",
            "Arrival district",
            "Number of households",
            "Individuals*",
            "Girls 0-4",
            "Women 18-59",
            "Men 60+",
            "Reason for displacement",
            "Basis",
        ),
        {
            "in": "Arrival",
            "out": "Departure",
            "back": "Return",
            "conflict": "Armed conflict",
            "flood": "Floods",
            "drought": "Drought",
            "unknown": "Unknown",
            "registered": "Registered",
            "estimated": "Estimate",
            "observed": "Observed",
        },
    ),
    "French": (
        (
            "Date d'arrivée",
            "Type de mouvement",
            "Localité d'origine",
            "Lieu de destination",
            "Nombre de ménages",
            "Nombre de personnes (total)",
            "Filles 0-4 ans",
            "Femmes 18-59 ans",
            "Hommes 60 ans et plus",
            "Cause du déplacement",
            "Base",
        ),
        {
            "in": "Arrivée",
            "out": "Départ",
            "back": "Retour",
            "conflict": "Conflit armé",
            "flood": "Inondation",
            "drought": "Sécheresse",
            "unknown": "Inconnu",
            "registered": "Enregistré",
            "estimated": "Estimation",
            "observed": "Observé",
        },
    ),
    "Spanish": (
        (
            "Fecha de llegada",
            "Tipo de movimiento",
            "Localidad de origen",
            "Municipio de destino",
            "N° de hogares",
            "Personas",
            "Niñas 0-4 años",
            "Mujeres 18-59",
            "Hombres 60 y más",
            "Motivo del desplazamiento",
            "Base",
        ),
        {
            "in": "Llegada",
            "out": "Salida",
            "back": "Retorno",
            "conflict": "Conflicto armado",
            "flood": "Inundaciones",
            "drought": "Sequía",
            "unknown": "Se desconoce",
            "registered": "Registrado",
            "estimated": "Estimación",
            "observed": "Observación",
        },
    ),
    "Portuguese": (
        (
            "Data de chegada",
            "Tipo de movimento",
            "Local de origem",
            "Município de destino",
            "Agregados familiares",
            "Número de pessoas",
            "Meninas 0-4 anos",
            "Mulheres 18-59 anos",
            "Homens 60 e mais",
            "Motivo do deslocamento",
            "Base",
        ),
        {
            "in": "Chegada",
            "out": "Saída",
            "back": "Regresso",
            "conflict": "Conflito",
            "flood": "Cheias",
            "drought": "Seca",
            "unknown": "Desconhecido",
            "registered": "Registado",
            "estimated": "Estimativa",
            "observed": "Observação",
        },
    ),
    "Arabic": (
        (
            "تاريخ الوصول",
            "نوع الحركة",
            "مكان المنشأ",
            "مكان الوصول",
            "عدد الأسر",
            "عدد الأفراد",
            "إناث 0-4",
            "إناث 18-59",
            "ذكور 60 فما فوق",
            "سبب النزوح",
            "أساس العدد",
        ),
        {
            "in": "وصول",
            "out": "مغادرة",
            "back": "عودة",
            "conflict": "نزاع مسلح",
            "flood": "فيضانات",
            "drought": "جفاف",
            "unknown": "غير معروف",
            "registered": "مسجل",
            "estimated": "تقدير",
            "observed": "مشاهدة",
        },
    ),
    "Ukrainian": (
        (
            "Дата прибуття",
            "Напрямок",
            "Місце походження",
            "Громада прибуття",
            "Кількість домогосподарств",
            "Кількість осіб",
            "Дівчата 0-4 роки",
            "Жінки 18-59 років",
            "Чоловіки 60+",
            "Причина переміщення",
            "Основа",
        ),
        {
            "in": "Прибуття",
            "out": "Виїзд",
            "back": "Повернення",
            "conflict": "Бойові дії",
            "flood": "Повінь",
            "drought": "Посуха",
            "unknown": "Невідомо",
            "registered": "Зареєстровано",
            "estimated": "Оцінка",
            "observed": "Спостереження",
        },
    ),
    "Russian": (
        (
            "Дата прибытия",
            "Направление",
            "Место происхождения",
            "Место назначения",
            "Количество домохозяйств",
            "Количество человек",
            "Девочки 0-4 года",
            "Женщины 18-59 лет",
            "Мужчины 60 лет и старше",
            "Причина перемещения",
            "Основание данных",
        ),
        {
            "in": "Прибытие",
            "out": "Выезд",
            "back": "Возвращение",
            "conflict": "Боевые действия",
            "flood": "Наводнение",
            "drought": "Засуха",
            "unknown": "Неизвестно",
            "registered": "Зарегистрировано",
            "estimated": "Оценка",
            "observed": "Наблюдение",
        },
    ),
}
OURS = (
    "date",
    "direction",
    "origin_name",
    "destination_name",
    "households",
    "individuals",
    "f_0_4",
    "f_18_59",
    "m_60_plus",
    "reason",
    "basis",
)
# The same headers written otherwise: units, instructions, two languages, tags, misspelt.
OTHERWISE: dict[str, tuple[str, ...]] = {
    "units and instructions": (
        "Date (dd/mm/yyyy)",
        "Direction *",
        "Origin (district)",
        "Destination (district)",
        "HH #",
        "Individuals\nCount every person once",
        "F 0-4",
        "F 18–59",
        "M 60+",
        "Reason (choose one)",
        "Basis?",
    ),
    "two languages": (
        "Date / Fecha",
        "Direction / Sens",
        "Origin / Origen",
        "Destination / Destino",
        "Households / Hogares",
        "Individuals | Individus",
        "Girls 0-4 / Niñas 0-4",
        "Women 18-59 / Mujeres 18-59",
        "Men 60+ / Hombres 60+",
        "Reason / Motivo",
        "Basis / Base",
    ),
    "tags": (
        "#date+reported",
        "#affected+type",
        "#adm2+origin+name",
        "#adm2+dest+name",
        "#affected+hh+idps",
        "#affected +idps +ind",
        "#affected+age_0_4+f",
        "#affected+f+age_18_59",
        "#affected+m+age_60_plus",
        "#cause+type",
        "#meta+basis",
    ),
    "groups of our own names": (
        "DATE",
        "DIRECTION",
        "Origin Name",
        "Destination-Name",
        "Total households",
        "Individuals Total",
        "F_0_4",
        "Female 18 59",
        "Male, 60+",
        "REASON",
        "basis",
    ),
}
CODES = {"in": "arrival", "out": "departure", "back": "return", "drought": "disaster_slow"}

# site_code, name, place, type, latitude, longitude, status, beds, sensitive
HALLS = (
    ("S-1", "Hall", "Marrow", "collective", "40.1234", "-25.4321", "open", "200", "no"),
    ("S-2", "North", "Galt", "camp", "40.2", "-25.1", "closed", "50", "yes"),
)
SITES: dict[str, tuple[tuple[str, ...], dict[str, str]]] = {
    "English": (
        ("Site ID", "Shelter name", "District", "Site type", "GPS lat", "GPS lon", "Site status", "Beds", "Sensitive"),
        {"collective": "Collective centre", "camp": "Camp"},
    ),
    "French": (
        ("Code du site", "Nom du site", "Commune", "Type de site", "Lat", "Long", "Statut", "Capacité", "Sensible"),
        {
            "collective": "Centre collectif",
            "camp": "Camp planifié",
            "open": "Ouvert",
            "closed": "Fermé",
            "yes": "Oui",
            "no": "Non",
        },
    ),
    "Spanish": (
        (
            "Código del sitio",
            "Nombre del albergue",
            "Municipio",
            "Tipo de sitio",
            "Latitud",
            "Longitud",
            "Estado",
            "Camas",
            "Sensible",
        ),
        {
            "collective": "Centro colectivo",
            "camp": "Campamento",
            "open": "Abierto",
            "closed": "Cerrado",
            "yes": "Sí",
            "no": "No",
        },
    ),
    "Portuguese": (
        (
            "Código do abrigo",
            "Nome do abrigo",
            "Município",
            "Tipo de abrigo",
            "Latitude",
            "Longitude",
            "Situação",
            "Vagas",
            "Sensível",
        ),
        {
            "collective": "Centro coletivo",
            "camp": "Acampamento",
            "open": "Aberto",
            "closed": "Encerrado",
            "yes": "Sim",
            "no": "Não",
        },
    ),
    "Arabic": (
        ("رمز الموقع", "اسم الموقع", "المديرية", "نوع الموقع", "خط العرض", "خط الطول", "الحالة", "السعة", "حساس"),
        {"collective": "مركز جماعي", "camp": "مخيم", "open": "مفتوح", "closed": "مغلق", "yes": "نعم", "no": "لا"},
    ),
    "Ukrainian": (
        ("Код об'єкта", "Назва об'єкта", "Громада", "Тип об'єкта", "Широта", "Довгота", "Стан", "Ліжка", "Чутливий"),
        {
            "collective": "Колективний центр",
            "camp": "Модульне містечко",
            "open": "Відкрито",
            "closed": "Закрито",
            "yes": "Так",
            "no": "Ні",
        },
    ),
    "Russian": (
        (
            "Код объекта",
            "Название объекта",
            "Община",
            "Тип объекта",
            "Широта",
            "Долгота",
            "Статус",
            "Количество мест",
            "Чувствительный",
        ),
        {
            "collective": "Общежитие",
            "camp": "Лагерь",
            "open": "Работает",
            "closed": "Закрыт",
            "yes": "Да",
            "no": "Нет",
        },
    ),
}


def arrivals(language: str) -> bytes:
    """Return the movements as a team of a language writes them, or with headers written otherwise."""
    headers, words = MOVEMENTS.get(language) or (OTHERWISE[language], MOVEMENTS["English"][1])
    return _file(headers, [[words.get(cell, cell) for cell in row] for row in ARRIVALS])


def halls(language: str) -> bytes:
    """Return the sites as a team of a language writes them."""
    headers, words = SITES[language]
    return _file(headers, [[words.get(cell, cell) for cell in row] for row in HALLS])


def _file(headers: tuple[str, ...], rows: list[list[str]]) -> bytes:
    """Return a CSV file."""
    written = io.StringIO(newline="")
    csv.writer(written).writerows([headers, *rows])
    return written.getvalue().encode()
