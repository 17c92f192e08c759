"""Names on the map that touch neither each other nor a disc nor the map's edge: placed here, not by the browser.

The map's own collision test knows nothing of circles. So each name is tried at eight anchors round its disc at the
opening zoom, the most important first; a name that fits nowhere is left out and appears when one zooms in.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

LINE = 1.2  # height of a line in parts of the letter size
UNREADABLE = 10_000.0  # weight of what makes a word unreadable: another word, the edge; a disc under it does not
CELL = 48.0  # pixels of the grid by which neighbours are found
# Widths in parts of the letter size, measured on IBM Plex Sans; what is not listed is as wide as "n".
NARROW, SLIM = "iljtfr.,:;'!|()[] ·I", 0.33
WIDE, BROAD = "mwMW@%", 0.86
CAPITAL, DIGIT, NORMAL = 0.65, 0.6, 0.555
ANCHORS: dict[str, tuple[float, float]] = {  # text-anchor → direction from the disc, right and down
    "left": (1.0, 0.0),
    "right": (-1.0, 0.0),
    "bottom": (0.0, -1.0),
    "top": (0.0, 1.0),
    "bottom-left": (0.72, -0.72),
    "top-left": (0.72, 0.72),
    "bottom-right": (-0.72, -0.72),
    "top-right": (-0.72, 0.72),
}


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> tuple[float, float]:
        """Return the point in the middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def meets(self, other: Box) -> bool:
        """Return whether two rectangles overlap."""
        return (
            self.left < other.right and other.left < self.right and self.top < other.bottom and other.top < self.bottom
        )

    def overlap(self, other: Box) -> float:
        """Return how many pixels two rectangles share."""
        across = min(self.right, other.right) - max(self.left, other.left)
        down = min(self.bottom, other.bottom) - max(self.top, other.top)
        return across * down if across > 0 and down > 0 else 0.0


@dataclass(frozen=True)
class Name:
    """A text to place: lines of it round a disc of `radius` pixels at x, y.

    must: placed at its best, farther away if need be, even where it covers a disc.
    spots: points one of which it is centred on, as a region's name is; x, y count nothing then.
    spacing: between letters, in parts of the letter size.
    """

    key: str
    text: str
    x: float
    y: float
    radius: float = 0.0
    size: float = 12.0
    bold: bool = False
    must: bool = False
    spots: tuple[tuple[float, float], ...] = ()
    spacing: float = 0.0
    kind: str = "city"  # or region, sea, neighbour


@dataclass(frozen=True)
class Placed:
    """A name where it fits. offset: right and down, in parts of the letter size, as the map takes it."""

    name: Name
    anchor: str
    offset: tuple[float, float]
    box: Box
    far: bool = False  # stands by itself, joined to its disc by a line


@dataclass(frozen=True)
class Circle:
    """A disc in pixels."""

    x: float
    y: float
    radius: float

    @property
    def box(self) -> Box:
        """Return the square round it."""
        return Box(self.x - self.radius, self.y - self.radius, self.x + self.radius, self.y + self.radius)

    def overlap(self, box: Box) -> float:
        """Return about how many pixels of a rectangle the disc covers."""
        right = self.x - min(max(self.x, box.left), box.right)
        down = self.y - min(max(self.y, box.top), box.bottom)
        depth = self.radius - (right**2 + down**2) ** 0.5
        return depth * min(self.radius, box.bottom - box.top) if depth > 0 else 0.0


@dataclass
class Taken:
    """What stands on the map already, found by grid cell."""

    cells: dict[tuple[int, int], list[Box | Circle]] = field(default_factory=lambda: defaultdict(list))

    def add(self, shape: Box | Circle) -> None:
        """Mark a rectangle or a disc as taken."""
        for cell in _cells(shape.box if isinstance(shape, Circle) else shape):
            self.cells[cell].append(shape)

    def overlap(self, box: Box) -> float:
        """Return how many pixels of the rectangle are taken; what other words take weighs more than any disc."""
        near = {id(other): other for cell in _cells(box) for other in self.cells.get(cell, ())}
        return sum(other.overlap(box) * (1 if isinstance(other, Circle) else UNREADABLE) for other in near.values())


def _cells(box: Box) -> Iterable[tuple[int, int]]:
    """Return the grid cells that a rectangle touches."""
    for across in range(int(box.left // CELL), int(box.right // CELL) + 1):
        for down in range(int(box.top // CELL), int(box.bottom // CELL) + 1):
            yield across, down


def text_width(text: str, size: float, *, bold: bool = False, spacing: float = 0.0) -> float:
    """Return about how wide the longest line is, in pixels; rather too wide than too narrow."""

    def wide(letter: str) -> float:
        if letter in NARROW:
            return SLIM
        if letter in WIDE:
            return BROAD
        if ord(letter) > 0x2E7F:  # Chinese, Japanese, Korean
            return 1.0
        return CAPITAL if letter.isupper() else DIGIT if letter.isdigit() else NORMAL

    longest = max((sum(wide(letter) + spacing for letter in line) for line in text.split("\n")), default=0.0)
    return longest * size * (1.06 if bold else 1.0)


def place(names: Sequence[Name], *, taken: Iterable[Box | Circle], frame: Box) -> list[Placed]:
    """Return the names that fit inside the frame, in the order given (most important first)."""
    standing = Taken()
    for shape in taken:
        standing.add(shape)
    placed = []
    for name in names:
        best = min(_trials(name), key=lambda trial: _cost(trial, standing, frame))
        if name.must and _cost(best, standing, frame) > 0:
            best = min(_farther(name), key=lambda trial: _cost(trial, standing, frame))
        if _cost(best, standing, frame) > 0 and not (name.must and _cost(best, standing, frame) < UNREADABLE):
            continue
        standing.add(best.box)
        placed.append(best)
    return placed


def _cost(trial: Placed, standing: Taken, frame: Box) -> float:
    """Return how badly a name stands: pixels taken, and pixels beyond the frame."""
    box = trial.box
    beyond = (
        max(frame.left - box.left, 0)
        + max(box.right - frame.right, 0)
        + max(frame.top - box.top, 0)
        + max(box.bottom - frame.bottom, 0)
    )
    return standing.overlap(box) + beyond * UNREADABLE


def _trials(name: Name) -> Iterable[Placed]:
    """Return the name at each of its anchors, best to read first."""
    width = text_width(name.text, name.size, bold=name.bold, spacing=name.spacing)
    height = name.size * LINE * (name.text.count("\n") + 1)
    if name.spots:
        return [_centred(name, x, y, width, height) for x, y in name.spots]
    away = name.radius + name.size * 0.32
    return [_trial(name, anchor, away, width, height) for anchor in ANCHORS]


def _farther(name: Name) -> Iterable[Placed]:
    """Return the name at its anchors, then farther from its disc with a line between them."""
    near = list(_trials(name))
    away = (replace(name, radius=name.radius + step * name.size) for step in (1.0, 1.8, 2.6, 3.6))
    return [*near, *(replace(trial, far=True) for one in away for trial in _trials(one))]


def _centred(name: Name, x: float, y: float, width: float, height: float) -> Placed:
    """Return the name centred on a point; the name then says where it stands."""
    box = Box(x - width / 2, y - height / 2, x + width / 2, y + height / 2)
    return Placed(replace(name, x=x, y=y), "center", (0.0, 0.0), box)


def _trial(name: Name, anchor: str, away: float, width: float, height: float) -> Placed:
    """Return the name at one anchor, `away` pixels from the middle of its disc."""
    right, down = ANCHORS[anchor]
    tight = 0.55 if down and not right else 1.0  # letters leave air above and below
    x, y = name.x + right * away, name.y + down * (name.radius + (away - name.radius) * tight)
    left = x if "left" in anchor else x - width if "right" in anchor else x - width / 2
    top = y if "top" in anchor else y - height if "bottom" in anchor else y - height / 2
    trim = name.size * 0.14  # a line is higher than its letters
    box = Box(left, top + trim, left + width, top + height - trim)
    offset = (round((x - name.x) / name.size, 2), round((y - name.y) / name.size, 2))
    return Placed(name, anchor, offset, box)
