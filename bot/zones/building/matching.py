"""Which kecamatan or kelurahan of Kemendagri's list is each feature? By code, else by name, else admitted."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import shapely
from rapidfuzz import fuzz, process

from bot.zones.building.columns import Columns, dotted, find_columns, in_regency, names_of, plain
from bot.zones.building.model import Feature, Flaw, Register, Unit, quoted
from bot.zones.model import PackError

ALIKE = 85.0
"""Two spellings this alike (of 100) may be the same name, if no other unit is meant by it."""
NEAR_DEGREES = 1e-3
_VILLAGE, _DISTRICT, _LEVEL = "7", "6", "admin_level"


@dataclass
class Matched:
    """The features by the code of what they are, and what could not be told."""

    kecamatan: dict[str, Feature] = field(default_factory=dict)
    kelurahan: dict[str, Feature] = field(default_factory=dict)
    flaws: list[Flaw] = field(default_factory=list)

    def body(self, kecamatan: str) -> shapely.Geometry:
        """What is known of a kecamatan's area: its own polygon, else its kelurahan found so far."""
        if kecamatan in self.kecamatan:
            return self.kecamatan[kecamatan].polygon
        return shapely.union_all(
            [f.polygon for c, f in self.kelurahan.items() if c.startswith(kecamatan + ".")]
        )


def match(features: Sequence[Feature], register: Register, filename: str) -> Matched:
    """Return which feature is which unit of the register. Raises PackError where guessing would be wrong."""
    matching = _Matching(register, find_columns(features, register), filename)
    here = [feature for feature in features if matching.belongs(feature)]
    rest = [feature for feature in here if not matching.by_code(feature)]
    rest = [feature for feature in rest if not matching.by_name(feature)]
    rest = [feature for feature in rest if not matching.by_place(feature)]
    rest = [feature for feature in rest if not matching.by_likeness(feature)]
    matching.give_up(rest)
    matching.left_out(len(features) - len(here))
    if not matching.found.kecamatan and not matching.found.kelurahan:
        raise PackError(_nothing(features, register, filename))
    return matching.found


def _nothing(features: Sequence[Feature], register: Register, filename: str) -> str:
    keys = list(dict.fromkeys(key for feature in features for key in feature.properties))
    has = f"it has only {', '.join(quoted(key) for key in keys[:8])}" if keys else "it has no properties"
    return (
        f"No property of {filename} names kelurahan or kecamatan of {register.name} ({register.code}); "
        f"{has}: check --code, or add KODE ({next(iter(register.kelurahan))}, …) or NAMA to each feature."
    )


class _Matching:
    """The steps of the matching, surest first."""

    def __init__(self, register: Register, columns: Columns, filename: str) -> None:
        self.register, self.columns, self.filename = register, columns, filename
        self.found = Matched()
        self._villages = names_of(register.kelurahan.values())
        self._districts = names_of(register.kecamatan.values())

    def belongs(self, feature: Feature) -> bool:
        """Whether it is of this regency and of a level we use."""
        code = dotted(feature.said(self.columns.code))
        if code and not code.startswith(f"{self.register.code}."):
            return False
        if self.columns.regency and not in_regency(feature.said(self.columns.regency), self.register):
            return False
        return feature.said(_LEVEL) in ("", _VILLAGE, _DISTRICT)

    def by_code(self, feature: Feature) -> bool:
        code = dotted(feature.said(self.columns.code))
        unit = self.register.kelurahan.get(code) or self.register.kecamatan.get(code)
        if unit is None:
            return False
        village = unit.code in self.register.kelurahan
        name = feature.said(self.columns.kelurahan if village else self.columns.kecamatan)
        if name and fuzz.ratio(plain(name), plain(unit.name)) < ALIKE:
            self._note(
                f"Feature {feature.number} has the code of {unit.name} ({code}) but the name {quoted(name)}",
                "the code was believed; correct the wrong one of the two",
            )
        self._take(feature, unit)
        return True

    def by_name(self, feature: Feature) -> bool:
        candidates = self._candidates(feature)
        if len(candidates) == 1:
            self._take(feature, candidates[0])
        return len(candidates) == 1

    def by_place(self, feature: Feature) -> bool:
        """A name in two kecamatan: the one whose area holds it, or else the only one that it touches."""
        candidates = self._candidates(feature)
        bodies = [(unit, self.found.body(unit.parent)) for unit in candidates]
        middle = feature.polygon.representative_point()
        inside = [unit for unit, body in bodies if body.contains(middle)]
        near = [unit for unit, body in bodies if body.distance(feature.polygon) < NEAR_DEGREES]
        chosen = inside if len(inside) == 1 else near
        if len(chosen) == 1:
            self._take(feature, chosen[0])
            return True
        if candidates:
            where = " and ".join(self.register.kecamatan_of(unit.code) for unit in candidates)
            raise PackError(
                f"The name {quoted(self._name(feature))} (feature {feature.number} of {self.filename}) is in "
                f"{where}: give each feature its code or the name of its kecamatan."
            )
        return False

    def by_likeness(self, feature: Feature) -> bool:
        free = [unit for unit in self._units(feature) if unit.code not in self._taken(feature)]
        best = self._likest(feature, free)
        if best is None or best[1] < ALIKE:
            return False
        self._note(
            f"Feature {feature.number}, {quoted(self._name(feature))}, was read as {best[0].name} "
            f"({best[0].code})",
            "correct the name if that is wrong",
        )
        self._take(feature, best[0])
        return True

    def give_up(self, features: Iterable[Feature]) -> None:
        for feature in features:
            name = self._name(feature)
            best = self._likest(feature, self._units(feature)) if plain(name) else None
            guess = f"; perhaps {best[0].name} ({best[0].code})" if best and best[1] > ALIKE / 2 else ""
            self._note(
                f"Feature {feature.number}, {quoted(name)}, is not in Kemendagri's list of "
                f"{self.register.name} and was left out",
                f"correct its name or give its code{guess}",
            )

    def left_out(self, number: int) -> None:
        if number:
            self._note(
                f"Features left out because they belong to other regencies or levels: {number}",
                f"nothing is to be done if {self.register.code} is the right code",
            )

    def _take(self, feature: Feature, unit: Unit) -> None:
        shelf = self.found.kelurahan if unit.code in self.register.kelurahan else self.found.kecamatan
        other = shelf.setdefault(unit.code, feature)
        if other is not feature:
            raise PackError(
                f"{unit.name} ({unit.code}) stands twice in {self.filename}, as features {other.number} and "
                f"{feature.number}: join its parts into one (QGIS: Dissolve), or remove or rename one."
            )

    def _candidates(self, feature: Feature) -> list[Unit]:
        names = self._villages if self._village(feature) else self._districts
        return self._narrowed(feature, names.get(plain(self._name(feature)), []))

    def _narrowed(self, feature: Feature, units: Iterable[Unit]) -> list[Unit]:
        """Keep the units of the kecamatan that the feature names; all, where that one has none of them."""
        stated = self._districts.get(plain(feature.said(self.columns.kecamatan)), [])
        if not self._village(feature) or self.columns.kecamatan == self.columns.kelurahan:
            stated = []
        inside = [unit for unit in units if unit.parent in {kecamatan.code for kecamatan in stated}]
        return inside or list(units)

    def _units(self, feature: Feature) -> list[Unit]:
        units = self.register.kelurahan if self._village(feature) else self.register.kecamatan
        return self._narrowed(feature, units.values())

    def _taken(self, feature: Feature) -> Iterable[str]:
        return self.found.kelurahan if self._village(feature) else self.found.kecamatan

    def _likest(self, feature: Feature, units: Sequence[Unit]) -> tuple[Unit, float] | None:
        name = plain(self._name(feature))
        best = process.extractOne(name, [plain(unit.name) for unit in units], scorer=fuzz.ratio)
        return (units[best[2]], best[1]) if best else None

    def _name(self, feature: Feature) -> str:
        return feature.said(self.columns.kelurahan if self._village(feature) else self.columns.kecamatan)

    def _village(self, feature: Feature) -> bool:
        level = feature.said(_LEVEL)
        return level == _VILLAGE if level else self.columns.village

    def _note(self, what: str, mend: str) -> None:
        self.found.flaws.append(Flaw(what, mend))
