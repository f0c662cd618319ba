"""Which zone does the evidence prove? Named areas win and narrow the rest; what disagrees is asked about."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from bot.zones.evidence import KELURAHAN, STREET, Evidence, Option, Reading
from bot.zones.model import Point

Distance = Callable[[Point, str], float]
"""(point, zone code) -> metres from the point to the zone, 0 inside."""

_MOST_ZONES = 5
"""What may lie in more zones than this proves nothing."""
_AGREED = 0.04


@dataclass(frozen=True, slots=True)
class Choice:
    """One zone the text may mean and what said so; `confidence` 0 to 1."""

    option: Option
    how: str
    confidence: float


def decide(reading: Reading, distance: Distance) -> list[Choice]:
    """Return the zones the evidence leaves, best first: one is proof, several a question, none unknown."""
    areas = _areas(reading)
    choices = _with_places(areas, reading.places, distance) if areas else _from_places(reading, distance)
    if len(choices) > _MOST_ZONES:
        return []
    if len(choices) > 1:
        choices = [_as_one_of_many(choice, len(choices)) for choice in choices]
    return sorted(choices, key=lambda choice: (-choice.confidence, choice.option.zone))


def _areas(reading: Reading) -> list[Choice]:
    zones = [item for item in reading.zones if item.marked] or reading.zones
    kelurahan = [item for item in reading.kelurahan if item.marked] or reading.kelurahan
    if not zones:
        return _common(kelurahan)
    named = {item.options[0].zone: item for item in zones}
    inside = {code: _only_kelurahan(kelurahan, code) for code in named}
    if len(named) > 1 and any(inside.values()):
        named = {code: item for code, item in named.items() if inside[code]}
    choices = [_narrowed(item, inside[code]) for code, item in named.items()]
    strangers = [item for item in kelurahan if not item.zones & named.keys()]
    return choices + [_choice(item, option) for item in strangers for option in item.options]


def _only_kelurahan(evidence: Sequence[Evidence], zone: str) -> Option | None:
    """Return the kelurahan named inside the zone when just one is."""
    options = [option for item in evidence for option in item.options if option.zone == zone]
    return options[0] if len({option.kelurahan for option in options}) == 1 else None


def _common(evidence: Sequence[Evidence]) -> list[Choice]:
    """Return the options in the zones that all evidence has in common, or all options when it has none."""
    if not evidence:
        return []
    shared = frozenset.intersection(*(item.zones for item in evidence))
    wanted = shared or frozenset[str]().union(*(item.zones for item in evidence))
    best: dict[str, Choice] = {}
    for item in sorted(evidence, key=lambda item: -item.confidence):
        for option in item.options:
            if option.zone in wanted:
                best.setdefault(option.zone, _choice(item, option))
    agreed = _AGREED if shared and len(evidence) > 1 else 0.0
    return [_surer(choice, agreed) for choice in best.values()]


def _with_places(areas: list[Choice], places: Sequence[Evidence], distance: Distance) -> list[Choice]:
    choices = {choice.option.zone: choice for choice in areas}
    for item in places:
        agreeing = item.zones & choices.keys()
        if agreeing:
            choices = {code: _pinned(choices[code], item) for code in sorted(agreeing)}
    for item in places:
        if not item.weak and not item.zones & choices.keys() and not _reaches(item, choices, distance):
            for option in item.options:
                choices[option.zone] = _choice(item, option)
    return list(choices.values())


def _from_places(reading: Reading, distance: Distance) -> list[Choice]:
    """Return what places prove, narrowed by streets; streets alone when no place is named."""
    strong = [item for item in reading.places if not item.weak]
    places = [item for item in strong if item.how != STREET]
    streets = [item for item in strong if item.how == STREET]
    weak = [item for item in reading.places if item.weak]
    if places:
        return _with_places(_common(places), [*streets, *weak], distance)
    zones = frozenset[str]().union(*(item.zones for item in streets))
    return _common([*streets, *(item for item in weak if item.zones & zones)])


def _reaches(item: Evidence, zones: Iterable[str], distance: Distance) -> bool:
    """Tell whether a street or place listed elsewhere comes so near to a named zone that it may be there."""
    points = [option.point for option in item.options if option.point]
    return any(distance(point, zone) <= item.reach_m for zone in zones for point in points)


def _pinned(choice: Choice, item: Evidence) -> Choice:
    """Return the area's choice with the kelurahan and the point of a place inside it."""
    inside = next(option for option in item.options if option.zone == choice.option.zone)
    if choice.option.kelurahan and inside.kelurahan != choice.option.kelurahan:
        return choice
    option = choice.option._replace(kelurahan=inside.kelurahan, point=inside.point or choice.option.point)
    return _surer(Choice(option, choice.how, choice.confidence), _AGREED)


def _narrowed(zone: Evidence, kelurahan: Option | None) -> Choice:
    if kelurahan is None:
        return _choice(zone, zone.options[0])
    return _surer(Choice(kelurahan, KELURAHAN, zone.confidence), _AGREED)


def _choice(item: Evidence, option: Option) -> Choice:
    return Choice(option, item.how, item.confidence)


def _surer(choice: Choice, by: float) -> Choice:
    return Choice(choice.option, choice.how, min(0.99, choice.confidence + by))


def _as_one_of_many(choice: Choice, count: int) -> Choice:
    return Choice(choice.option, choice.how, choice.confidence / count)
