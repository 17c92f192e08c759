"""Names of sites, and what the hand decides about single sites of the fictional country."""

from __future__ import annotations

STALE_DAYS = {"Lisk": 17, "Quill": 26, "Hask": 38}
KINDS: dict[str, list[tuple[str, str]]] = {
    "collective_centre": [
        ("school", "{} School"),
        ("sports hall", "{} Sports Hall"),
        ("community hall", "{} Hall"),
        ("hostel", "{} Hostel"),
        ("former barracks", "{} Barracks"),
    ],
    "rental": [("rented flats", "Flats, {}"), ("hotel", "Hotel {}"), ("guest house", "{} Guest House")],
    "host_family": [("host families", "Host families, {}")],
    "self_settled": [("informal settlement", "{} settlement"), ("unfinished building", "{} block")],
    "reception_transit": [("reception centre", "{} Reception Centre"), ("transit point", "{} Transit Point")],
    "planned_camp": [("container village", "{} Village"), ("tent site", "{} Camp")],
    "other": [("monastery", "{} Priory"), ("ferry at berth", "Ferry, {}"), ("clinic annex", "{} Annex")],
}
SHARES = (0.36, 0.17, 0.14, 0.08, 0.12, 0.06, 0.07)
STREETS = (
    "Harbour Street",
    "Mill Lane",
    "North Gate",
    "Riverside",
    "Kiln Road",
    "Station Road",
    "Old Market",
    "Castle Hill",
    "Linden",
    "Orchard",
    "Weavers' Row",
    "Quarry",
    "Canal",
    "Meadow",
    "Upper Town",
    "East Bank",
    "Tannery",
    "Lower Bridge",
    "Chapel",
    "Foundry",
    "Heath",
    "Ropewalk",
    "South Gate",
    "Granary",
    "Birch Grove",
    "Pump Square",
    "Saltmarket",
    "Hollow",
    "Lock",
    "Vineyard",
)

# Sites beside those that make up a city's places: city, kind, local name, name, places, people, known by, status,
# day it opens and day it closes (counted from the last day).
EXTRA: list[tuple[str, str, str, str, int, int, str, str, int | None, int | None]] = [
    ("Vesper", "planned_camp", "container village", "Ferry Field Village", 320, 0, "beds", "planned", 12, None),
    ("Tarvin", "collective_centre", "school", "Border Road School", 140, 0, "beds", "planned", 4, 60),
    ("Tessaly", "collective_centre", "sports hall", "Ring Road Sports Hall", 210, 0, "limit", "planned", 9, None),
    ("Brackwater", "planned_camp", "container village", "Fairground Village", 450, 0, "beds", "planned", 24, None),
    ("Dunmar", "other", "ferry at berth", "Ferry Arden Star", 260, 0, "beds", "planned", 16, 106),
    ("Elsing", "reception_transit", "reception centre", "Bridge Reception Centre", 120, 0, "beds", "planned", 6, None),
    ("Fenwick", "rental", "hotel", "Hotel Three Oaks", 90, 0, "beds", "planned", 33, None),
    ("Vesper", "self_settled", "informal settlement", "Railway yard settlement", 0, 148, "nothing", "open", -38, None),
    ("Tarvin", "self_settled", "unfinished building", "Cement works block", 0, 96, "nothing", "open", -30, None),
    ("Galt", "self_settled", "informal settlement", "Old airfield settlement", 0, 112, "nothing", "open", -41, None),
    ("Corran", "host_family", "host families", "Host families, hill villages", 0, 64, "nothing", "open", None, None),
    ("Dunmar", "self_settled", "informal settlement", "Dockside settlement", 0, 131, "nothing", "open", None, None),
    ("Brackwater", "host_family", "host families", "Host families, outer ring", 0, 187, "nothing", "open", None, None),
    ("Velda", "other", "caravan park", "Dunes Caravan Park", 0, 73, "nothing", "open", None, None),
    ("Sarn", "host_family", "host families", "Host families, lake shore", 0, 58, "nothing", "open", None, None),
    ("Istra", "reception_transit", "transit point", "Pass Road Transit Point", 80, 0, "beds", "closed", None, -230),
    ("Halden", "collective_centre", "school", "Ford Street School", 160, 0, "beds", "closed", -212, -84),
    ("Bexa", "planned_camp", "tent site", "Flood Meadow Camp", 300, 0, "beds", "closed", -208, -61),
    ("Dray", "collective_centre", "sports hall", "Pier Sports Hall", 180, 0, "beds", "closed", None, -145),
    ("Caldra", "collective_centre", "school", "Bishop's Way School", 120, 0, "beds", "closed", -205, -97),
    ("Marrow", "reception_transit", "transit point", "Lake Road Transit Point", 60, 0, "beds", "closed", None, -20),
    ("Rhone", "other", "clinic annex", "Spa Annex", 40, 0, "beds", "open", -5, None),
    ("Norrow", "host_family", "host families", "Host families, valley farms", 0, 0, "nothing", "open", None, None),
]
NEVER_COUNTED = {"Spa Annex", "Host families, valley farms"}
CLOSING = {"Tarvin": 6, "Dunmar": 11, "Wexcombe": 18, "Brackwater": 20, "Galt": 14, "Sarn": 9}
PAUSED = ("Keld", "Maristow", "Velda")
SENSITIVE = ("Vesper", "Elsing", "Brackwater", "Dray", "Istra", "Marrow")
GROWN = {
    "Vesper": (-27, 0.72),
    "Tessaly": (-16, 0.8),
    "Brackwater": (-64, 0.75),
    "Dunmar": (-110, 1.15),
    "Marrow": (-41, 0.85),
    "Halden": (-150, 1.2),
    "Fenwick": (-9, 0.9),
    "Sarn": (-33, 0.8),
}
