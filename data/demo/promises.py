"""What the cities of the fictional country ask for and what they offer, by hand; days are counted from the last day."""

from __future__ import annotations

import datetime

import atlas
from shelters import Site
from story import LAST_DAY

UNITS = {
    "places": "bed",
    "transport": "seat",
    "relief_kits": "kit",
    "food_parcels": "parcel",
    "medical_staff": "person-day",
    "interpreters": "person-day",
    "school_places": "pupil",
    "funds": "EUR",
}
CODES = {city.name: city.code for city in [*atlas.HOME_CITIES, *atlas.PARTNER_CITIES]}

# city, item, quantity, priority, needed within days, note
NEEDS: list[tuple[str, str, int, str, int, str]] = [
    ("Vesper", "places", 200, "critical", 2, "People sleep in corridors of two schools. Families with children first."),
    ("Tarvin", "places", 60, "critical", 3, "Border Road School opens in four days and covers only part of it."),
    ("Elsing", "places", 50, "critical", 3, "Twelve of them for people who cannot climb stairs."),
    ("Dunmar", "places", 40, "high", 5, "A sports hall goes back to the school in eleven days."),
    ("Marrow", "places", 30, "high", 7, "Near the hospital if possible: eight people need dialysis."),
    ("Velda", "places", 30, "high", 9, "The caravan park cannot be heated."),
    ("Tessaly", "places", 40, "normal", 12, "For arrivals expected once the eastern road reopens."),
    ("Galt", "places", 30, "normal", 14, "The old airfield floods when it rains."),
    ("Fenwick", "places", 30, "normal", 14, ""),
    ("Sarn", "places", 20, "normal", 20, "Until the ground floor of the hostel is repaired."),
    ("Vesper", "transport", 180, "critical", 2, "Coaches from the bus station, two runs a day; wheelchair spaces."),
    ("Tarvin", "transport", 60, "high", 4, ""),
    ("Galt", "transport", 50, "normal", 10, "One coach to the interior every second day."),
    ("Vesper", "relief_kits", 600, "critical", 2, "Blankets and mattresses before anything else."),
    ("Tarvin", "relief_kits", 250, "high", 4, "Winter kits."),
    ("Elsing", "relief_kits", 200, "high", 6, ""),
    ("Corran", "relief_kits", 120, "normal", 11, "Host families have run out of bedding."),
    ("Galt", "relief_kits", 150, "normal", 13, "With stoves."),
    ("Vesper", "food_parcels", 1500, "high", 3, "Parcels for a family of four for one week."),
    ("Mirren", "food_parcels", 400, "normal", 8, "The market is closed since the flood."),
    ("Tarvin", "medical_staff", 40, "critical", 3, "Two nurses and a doctor for the reception centre."),
    ("Vesper", "medical_staff", 60, "high", 5, "Paediatric nurses for two weeks."),
    ("Elsing", "interpreters", 30, "high", 4, "Ostrean and sign language."),
    ("Vesper", "interpreters", 40, "normal", 7, "At registration, mornings."),
    ("Brackwater", "interpreters", 20, "normal", 15, ""),
    ("Brackwater", "school_places", 140, "high", 10, "Primary, from the start of next month."),
    ("Tessaly", "school_places", 90, "normal", 18, "Mixed ages; a second shift would do."),
    ("Elsing", "funds", 85_000, "normal", 21, "Heating of three collective centres until March."),
]

# city, item, quantity, to city, at a site (yes/no), available from day, lasts days, conditions
OFFERS: list[tuple[str, str, int, str, bool, int | None, int, str]] = [
    ("Brackwater", "places", 60, "Vesper", True, None, 30, "Families; school places nearby."),
    ("Wexcombe", "places", 50, "Vesper", True, None, 12, ""),
    ("Rhone", "places", 40, "", False, 3, 45, "Rooms of two and three beds."),
    ("Caldra", "places", 40, "", True, None, 8, "Until the building is needed for the winter fair."),
    ("Bexa", "places", 40, "Tarvin", True, None, 60, ""),
    ("Dray", "places", 50, "", False, None, 21, "No lift. Arrival by noon, please."),
    ("Ashwick", "places", 30, "", False, None, 30, "Six beds without steps."),
    ("Halden", "places", 30, "Elsing", True, None, 5, "Kept free for Elsing as agreed last week."),
    ("Norrow", "places", 30, "", False, 7, 14, "After the heating is repaired."),
    ("Estmere", "places", 20, "", False, None, 40, "Long way: transport should be arranged with it."),
    ("Istra", "places", 30, "Sarn", False, None, 18, ""),
    ("Tressick", "places", 30, "", False, 5, 33, "Pets are welcome."),
    ("Kallmoor", "places", 50, "", False, 4, 28, "For patients and those who go with them; papers are arranged."),
    ("Brackwater", "transport", 100, "Vesper", False, None, 10, "Two coaches with drivers, fuel paid."),
    ("Wexcombe", "transport", 50, "", False, None, 14, ""),
    ("Halden", "transport", 45, "Tarvin", False, 1, 9, "Not at weekends."),
    ("Dunmar", "transport", 30, "", False, None, 20, "Minibus with a lift."),
    ("Ostrand", "transport", 60, "Galt", False, 2, 25, "Up to the border crossing and back."),
    ("Sarn", "transport", 20, "", False, None, 3, ""),
    ("Kallmoor", "relief_kits", 400, "Vesper", False, 3, 30, "On lorries already loaded."),
    ("Dray", "relief_kits", 200, "", False, None, 45, "From the harbour store."),
    ("Farrow", "relief_kits", 80, "", False, None, 60, ""),
    ("Orrin", "relief_kits", 60, "Corran", False, None, 15, "Blankets only."),
    ("Port Amery", "relief_kits", 250, "", False, 6, 50, "Winter kits with stoves."),
    ("Maristow", "food_parcels", 300, "", False, None, 7, "Fresh bread included: to be fetched the same day."),
    ("Loweswell", "food_parcels", 150, "Mirren", False, None, 12, ""),
    ("Ostrand", "food_parcels", 800, "Vesper", False, 2, 21, ""),
    ("Farrow", "food_parcels", 200, "", False, None, 30, "No refrigeration needed."),
    ("Gulland", "food_parcels", 120, "", False, 4, 19, ""),
    ("Dunmar", "medical_staff", 30, "Tarvin", False, 1, 14, "One doctor, two nurses, five days each."),
    ("Brackwater", "medical_staff", 40, "", False, None, 20, "University hospital; day duty."),
    ("Port Amery", "medical_staff", 25, "", False, 5, 35, "Paediatrics. Lodging is needed."),
    ("Ulvern", "medical_staff", 10, "", False, None, 10, "Physiotherapist."),
    ("Ostrand", "interpreters", 30, "Elsing", False, None, 30, "Ostrean."),
    ("Dray", "interpreters", 20, "", False, None, 16, "By video only."),
    ("Brackwater", "interpreters", 20, "Vesper", False, 2, 40, "Sign language, weekdays."),
    ("Keld", "interpreters", 10, "", False, None, 6, ""),
    ("Gulland", "interpreters", 12, "", False, None, 55, "By telephone, evenings too."),
    ("Port Amery", "funds", 60_000, "Elsing", False, None, 60, "For heating; a receipt is asked for."),
    ("Kallmoor", "funds", 40_000, "", False, None, 45, ""),
    ("Brackwater", "funds", 25_000, "", False, None, 30, "From the solidarity fund of the city council."),
]

# Needs that came later than the others, and offers that came long before them: by place in the lists, from 1.
LATER_NEEDS = (6, 8, 13, 18, 26, 27)
EARLIER_OFFERS = (3, 22, 37, 40)
Step = tuple[int, str, str]  # how many days before the last day, status, reason
R, A, T, DONE = "reserved", "accepted", "in_transit", "received"


def _steps(*days: int, end: str = "", reason: str = "") -> list[Step]:
    """Return the steps of a promise on these days: reserved, accepted, in transit, received, or another end."""
    names = [R, A, T, DONE][: len(days)]
    if end:
        names[-1] = end
    return [(day, name, reason if name == end else "") for day, name in zip(days, names, strict=True)]


# offer and need by their place in the lists, quantity, steps. What is only reserved for long has lapsed.
PROMISES: list[tuple[int, int, int, list[Step]]] = [
    (7, 5, 10, _steps(14, 13, 13, 12)),
    (5, 2, 30, _steps(11, 10, 9)),
    (6, 1, 10, _steps(9, 9, 8, 7)),
    (39, 28, 60_000, _steps(9, 8)),
    (35, 23, 10, _steps(9)),
    (1, 1, 60, _steps(8, 7, 1)),
    (21, 15, 120, _steps(8, 7, 6, 5)),
    (28, 20, 100, _steps(8, 7, end="declined", reason="The lorry broke down.")),
    (13, 1, 20, _steps(7, 6, 5, 4, end="returned", reason="The families found relatives on the way.")),
    (17, 12, 15, _steps(7)),
    (34, 23, 20, _steps(7, 6, 6, 5)),
    (2, 1, 50, _steps(6, 5, 2)),
    (8, 3, 30, _steps(6, 6)),
    (10, 5, 10, _steps(6)),
    (14, 11, 100, _steps(6, 5, 5, 4)),
    (23, 17, 60, _steps(6, 6, 5, 3)),
    (31, 22, 30, _steps(6, 5, 3)),
    (12, 7, 20, _steps(5, 4, end="declined", reason="The rooms cannot be heated before the first.")),
    (20, 14, 400, _steps(5, 4, 1)),
    (19, 11, 20, _steps(5, 4)),
    (25, 19, 300, _steps(5, 5, 4, 3)),
    (30, 21, 30, _steps(5, 4)),
    (4, 3, 10, _steps(4, 3, 3, 2)),
    (21, 16, 80, _steps(4, 3)),
    (26, 20, 150, _steps(4, 3, 2)),
    (41, 28, 15_000, _steps(4, 2, 1)),
    (11, 10, 20, _steps(3, 2)),
    (15, 11, 30, _steps(3, 2, 1)),
    (27, 19, 800, _steps(3, 1)),
    (4, 9, 15, _steps(2, 1)),
    (6, 3, 10, _steps(2)),
    (22, 14, 80, _steps(2)),
    (33, 21, 10, _steps(2)),
    (36, 24, 20, _steps(2, 1)),
    (4, 4, 10, _steps(1)),
    (7, 1, 10, _steps(1)),
    (16, 12, 45, _steps(1)),
    (24, 18, 100, _steps(1)),
    (28, 19, 100, _steps(1)),
    (38, 24, 12, _steps(1)),
]


def _day(days: int | None) -> str:
    return "" if days is None else (LAST_DAY + datetime.timedelta(days=days)).isoformat()


def need_rows(*, later: bool = False) -> list[list[str]]:
    """Return the header and the rows of needs.csv, or of needs_later.csv."""
    rows = [["need_code", "city_pcode", "item", "quantity", "unit", "priority", "needed_by", "note"]]
    for number, (city, item, quantity, priority, days, note) in enumerate(NEEDS, start=1):
        if later is not (number in LATER_NEEDS):
            continue
        rows.append([f"N{number:03d}", CODES[city], item, str(quantity), UNITS[item], priority, _day(days), note])
    return rows


def _roomiest(sites: list[Site], city: str) -> Site:
    """Return the open site of a city with most free places of known number."""
    own = [site for site in sites if site.city.name == city and site.status == "open" and site.closes is None]
    return max(own, key=lambda site: site.places - site.people)


def offer_rows(sites: list[Site], *, earlier: bool = False) -> list[list[str]]:
    """Return the header and the rows of offers.csv, or of offers_earlier.csv.

    A site is named only if it has that many places free.
    """
    rows = [
        [
            "offer_code",
            "city_pcode",
            "item",
            "quantity",
            "unit",
            "to_city_pcode",
            "site_code",
            "available_from",
            "expires_on",
            "conditions",
        ]
    ]
    for number, (city, item, quantity, to_city, at_site, start, lasts, words) in enumerate(OFFERS, start=1):
        if earlier is not (number in EARLIER_OFFERS):
            continue
        site = _roomiest(sites, city) if at_site else None
        named = site.code if site is not None and site.places - site.people >= quantity else ""
        rows.append(
            [
                f"O{number:03d}",
                CODES[city],
                item,
                str(quantity),
                UNITS[item],
                CODES.get(to_city, ""),
                named,
                _day(start),
                _day(lasts),
                words,
            ]
        )
    return rows


def promise_list() -> list[dict[str, object]]:
    """Return what promises.json holds, in the order in which they were made."""
    return [
        {
            "offer": f"O{offer:03d}",
            "need": f"N{need:03d}",
            "quantity": quantity,
            "steps": [{"days_ago": days, "status": status, "reason": reason} for days, status, reason in steps],
        }
        for offer, need, quantity, steps in PROMISES
    ]
