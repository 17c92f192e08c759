"""Files as field teams send them, made here: what is unusual about each, and what is to be said to it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from openpyxl import Workbook

HEAD = "date,destination_name,individuals"


@dataclass(frozen=True)
class Made:
    """A file that was made, and what is expected of it. says: codes among its issues. rows, people: that load."""

    name: str
    make: Callable[[], bytes]
    outcome: str
    says: tuple[str, ...] = ()
    rows: int = 0
    people: int | None = None
    layout: str = "movements"


def text(*lines: str, encoding: str = "utf-8") -> Callable[[], bytes]:
    """Return a maker of a text file."""
    return lambda: ("\n".join(lines) + "\n").encode(encoding)


def book(**sheets: Iterable[list[object]]) -> Callable[[], bytes]:
    """Return a maker of a workbook; "_" in the name of a sheet stands for a space."""
    return partial(_book, sheets)


def _book(sheets: dict[str, Iterable[list[object]]]) -> bytes:
    """Return a workbook."""
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name.replace("_", " "))
        for row in rows:
            sheet.append(row)
    written = io.BytesIO()
    made.save(written)
    return written.getvalue()


HXL = "#date+reported,#adm2+name+dest,#affected+ind"
TEAM: tuple[list[object], ...] = (
    ["Situation report No. 17", None, None],
    ["Prepared by the desk of Galt", None, None],
    [],
    ["Date", "Lieu d'arrivée", "Nombre de personnes\n(tous âges)"],
    ["2026-05-03", "Marrow", 4],
    ["2026-05-04", "Galt", 5],
    ["Total", None, 9],
)
FILES = (
    Made("a title and a total", book(Feuil1=TEAM), "loaded with warnings", ("total_row",), 2, 9),
    Made(
        "a cover sheet before the table",
        book(Readme=[["How to fill this in"], ["Ask the desk"]], Data=TEAM[3:6]),
        "loaded",
        ("other_sheets",),
        2,
        9,
    ),
    Made("a row of tags", text("When,Where,Who", HXL, "2026-05-03,Marrow,4"), "loaded", (), 1, 4),
    Made(
        "tags with attributes besides",
        text("a,b,c", "#date +reported,#adm2+dest+name,#affected+idps+ind", "2026-05-03,Marrow,4"),
        "loaded",
        (),
        1,
        4,
    ),
    Made(
        "a tag misspelt",
        text("a,b,c", "#date+reported,#adm2+name+dest,#afected+ind", "2026-05-03,Marrow,4"),
        "loaded",
        (),
        1,
        4,
    ),
    Made(
        "a header misspelt",
        text("date,Destinaton,individuals", "2026-05-03,Marrow,4"),
        "loaded with warnings",
        ("column_near",),
        1,
        4,
    ),
    Made(
        "a place without a header",
        text("date,,individuals", "2026-05-03,Marrow,4", "2026-05-04,Galt,5"),
        "loaded",
        ("column_by_content",),
        2,
        9,
    ),
    Made(
        "a district of which nothing says whose",
        text("Fecha;Distrito;Personas", "2026-05-03;Marrow;4", "2026-05-04;Galt;5"),
        "loaded",
        ("column_by_content",),
        2,
        9,
    ),
    Made(
        "two places of which nothing says whose",
        text("date,X,Y,individuals", "2026-05-03,Marrow,Galt,4"),
        "refused",
        ("missing_column",),
    ),
    Made(
        "semicolons and decimal commas",
        text(
            "Code du site;Nom du site;Commune;Latitude;Longitude;Surface m2",
            "S-1;Salle;Marrow;40,1234;-25,4321;840,5",
        ),
        "loaded",
        (),
        1,
        None,
        "sites",
    ),
    Made(
        "Windows-1252",
        text(
            "Date d'arrivée,Lieu d'arrivée,Ménages,Personnes,Cause",
            "2026-05-03,Marrow,1,4,Sécheresse",
            encoding="cp1252",
        ),
        "loaded",
        ("encoding_guessed",),
        1,
        4,
    ),
    Made(
        "Windows-1251",
        text(
            "Дата прибуття,Громада прибуття,Кількість осіб,Причина",
            "2026-05-03,Marrow,4,Бойові дії",
            encoding="cp1251",
        ),
        "loaded",
        ("encoding_guessed",),
        1,
        4,
    ),
    Made(
        "Windows-1256",
        text("تاريخ الوصول,مكان الوصول,عدد الأفراد,سبب النزوح", "2026-05-03,Marrow,4,نزاع", encoding="cp1256"),
        "loaded",
        ("encoding_guessed",),
        1,
        4,
    ),
    Made("a column for each month", text("District of arrival,Jan 2026,Feb 2026", "Marrow,4,5"), "loaded", (), 2, 9),
    Made("months instead of days", text("Mois,Destination,Personnes", "2026-04,Marrow,4"), "loaded", (), 1, 4),
    Made(
        "occupancy in French",
        text("Date,Code du site,Personnes présentes,Ménages,Capacité", "2026-05-03,S-001,184,41,200"),
        "loaded",
        (),
        1,
        184,
        "occupancy",
    ),
    Made(
        "needs in Spanish",
        text(
            "Código de la necesidad,Ciudad,Tipo de ayuda,Cantidad,Unidad,Prioridad",
            "N-1,Marrow,Alojamiento,120,plazas,Urgente",
        ),
        "loaded",
        (),
        1,
        None,
        "needs",
    ),
    Made(
        "offers in Ukrainian",
        text(
            "Код пропозиції;Місто;Вид допомоги;Кількість;Одиниця;Для міста;Доступно до",
            "O-1;Rhone;Місця;60;ліжок;Marrow;2026-12-30",
        ),
        "loaded",
        (),
        1,
        None,
        "offers",
    ),
    Made(
        "words that nobody knows",
        text(HEAD + ",direction,reason", "2026-05-03,Marrow,4,sideways,love", "2026-05-04,Marrow,5,in,war"),
        "loaded in part",
        ("unknown_word",),
        1,
        5,
    ),
    Made("stock cards", text("Item,Warehouse,Balance", "Tents,North,4"), "refused", ("unknown_layout",)),
    Made("who does what", text("Organización,Sector,Municipio", "A,WASH,Marrow"), "refused", ("three_w",)),
)
