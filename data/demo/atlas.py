"""What the hand draws before the noise comes in: outlines, highlands, lakes, regions and cities of Zevern.

All of it is invented. Positions are kilometres east and north of the middle of the frame.
"""

from __future__ import annotations

from dataclasses import dataclass

COUNTRY, COUNTRY_CODE = "Zevern", "ZE"

LAND = [
    (-300, 700),
    (-322, 520),
    (-318, 430),
    (-372, 340),
    (-368, 268),
    (-322, 232),
    (-334, 170),
    (-306, 128),
    (-262, 112),
    (-222, 92),
    (-236, 72),
    (-268, 66),
    (-284, 42),
    (-276, 16),
    (-252, 20),
    (-226, 2),
    (-198, 14),
    (-176, -4),
    (-150, -6),
    (-146, -34),
    (-108, -52),
    (-78, -38),
    (-70, -56),
    (-34, -52),
    (-22, -70),
    (6, -74),
    (2, -98),
    (30, -106),
    (24, -138),
    (56, -166),
    (96, -158),
    (128, -176),
    (124, -204),
    (160, -232),
    (150, -282),
    (206, -330),
    (214, -410),
    (280, -470),
    (290, -700),
    (900, -700),
    (900, 700),
]
# x, y, half length, half width
ISLANDS = [(-186, -58, 15, 8), (-96, -84, 7, 12), (-208, -82, 6, 5), (-22, -122, 10, 5), (-402, 300, 16, 9)]
HOME = [
    (-420, 20),
    (-330, 90),
    (-222, 96),
    (-188, 92),
    (-166, 106),
    (-142, 112),
    (-128, 134),
    (-104, 146),
    (-66, 152),
    (-38, 142),
    (-12, 144),
    (14, 124),
    (38, 118),
    (58, 104),
    (88, 96),
    (122, 92),
    (142, 74),
    (160, 46),
    (196, 36),
    (224, 14),
    (238, -8),
    (226, -28),
    (208, -40),
    (214, -70),
    (196, -94),
    (168, -98),
    (158, -122),
    (128, -138),
    (124, -158),
    (122, -176),
    (96, -260),
    (-420, -200),
]
NEIGHBOURS = {"Kallen": (-210, 260), "Ostrea": (330, 210), "Veld": (330, -250)}
HIGHLANDS = [
    (-30, 118, 70, 34, 1.0),
    (190, 60, 60, 60, 0.9),
    (120, -120, 60, 26, 0.6),
    (-150, 190, 110, 60, 0.7),
    (150, 240, 160, 90, 0.8),
    (330, -60, 90, 110, 0.9),
    (-112, 62, 26, 26, 0.35),
]  # x, y, spreads, height
LAKES = [
    ("Long Water", 44, 44, 27, 6, 5.0),
    ("Lake Ulver", -108, 40, 5, 17, 8.0),
    ("Mirren Mere", 112, -88, 8, 5, 20.0),
    ("Tarn of Tollan", -32, 74, 8, 4, 35.0),
    ("Ostmere", 238, 150, 40, 13, -25.0),
    ("Kallwater", -196, 226, 9, 20, 15.0),
]  # name, x, y, half length, half width, turn in degrees
SEA_LABELS = [("Western Sea", -275, -52), ("Gulf of Arden", -92, -112), ("Sarn Bight", -18, -168)]
NEIGHBOUR_LABELS = [("Kallen", -212, 190), ("Ostrea", 190, 128), ("Veld", 215, -150)]
REGIONS = (
    "Northmark",
    "Highmoor",
    "West Coast",
    "Far Marches",
    "Lakeland",
    "Eastern Hills",
    "Sarn Valley",
    "South Reach",
)


@dataclass(frozen=True)
class City:
    """One city: its code, where it lies (kilometres) and how big it is; `region` 0 is abroad."""

    code: str
    name: str
    region: int
    x_km: float
    y_km: float
    population: int
    country: str = COUNTRY
    port: bool = False


def _home(region: int, *cities: tuple[str, float, float, int, bool]) -> list[City]:
    return [
        City(f"{COUNTRY_CODE}{region:02d}{number:02d}", name, region, x, y, population, port=port)
        for number, (name, x, y, population, port) in enumerate(cities, start=1)
    ]


HOME_CITIES: list[City] = [
    *_home(
        1,
        ("Norrow", -101, 126, 26_400, False),
        ("Skelder", -62, 128, 14_900, False),
        ("Ulvern", -80, 94, 22_100, False),
        ("Hask", -120, 86, 17_800, False),
    ),
    *_home(
        2,
        ("Istra", -18, 120, 33_700, False),
        ("Tollan", -42, 88, 19_300, False),
        ("Harrock", 0, 90, 24_600, False),
        ("Rhone", -10, 52, 28_900, False),
        ("Farrow", -54, 48, 31_200, False),
    ),
    *_home(
        3,
        ("Estmere", -266, 44, 12_700, True),
        ("Gulland", -186, 58, 21_500, False),
        ("Tressick", -190, 16, 27_800, True),
        ("Ansay", -150, 66, 13_600, False),
    ),
    *_home(
        4,
        ("Orrin", -88, 58, 23_900, False),
        ("Lisk", -142, 22, 18_400, True),
        ("Dray", -118, -30, 74_300, True),
        ("Maristow", -74, 4, 29_700, False),
        ("Wenlow", -28, 12, 15_800, False),
    ),
    *_home(
        5,
        ("Sarn", 40, 82, 47_600, False),
        ("Keld", 78, 72, 25_300, False),
        ("Ashwick", 116, 66, 21_900, False),
        ("Marrow", 84, 32, 36_800, False),
        ("Loweswell", 30, 14, 19_700, False),
    ),
    *_home(
        6,
        ("Corran", 142, 34, 18_200, False),
        ("Galt", 160, 2, 34_100, False),
        ("Vesper", 202, 0, 43_500, False),
        ("Wexcombe", 112, 2, 30_600, False),
        ("Tessaly", 146, -34, 38_200, False),
    ),
    *_home(
        7,
        ("Dunmar", -20, -38, 86_200, True),
        ("Halden", 58, -18, 33_300, False),
        ("Caldra", 22, -62, 37_500, False),
        ("Bexa", 66, -56, 41_700, False),
        ("Sorrel", 46, -96, 24_800, True),
        ("Brackwater", 102, -32, 148_600, False),
    ),
    *_home(
        8,
        ("Tarvin", 196, -56, 27_100, False),
        ("Elsing", 156, -72, 29_400, False),
        ("Mirren", 100, -74, 16_700, False),
        ("Fenwick", 132, -104, 35_900, False),
        ("Velda", 60, -144, 39_800, True),
        ("Quill", 98, -124, 20_300, False),
    ),
]
PARTNER_CITIES: list[City] = [
    City("KL01", "Kallmoor", 0, -152, 168, 92_400, country="Kallen"),
    City("OS01", "Ostrand", 0, 216, 92, 118_700, country="Ostrea"),
    City("VE01", "Port Amery", 0, 172, -204, 163_200, country="Veld", port=True),
]
RIVERS = [("Sarn", 70, 92), ("Sarn", 0, -11), ("Brack", 58, -43)]  # a name and a point on the river
