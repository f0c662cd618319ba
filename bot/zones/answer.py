"""What does `kentongan locate --json` say? A flat dictionary for one text."""

from typing import Any

from bot.zones.evidence import COORDINATES, OUTSIDE
from bot.zones.locate import Located
from bot.zones.pack import CityPack
from bot.zones.places import Candidate, PlaceResult, PlaceStatus

ACROSS = "border"
"""How the zone beside a point's own was found."""


def answer(pack: CityPack, text: str) -> dict[str, Any]:
    """Return where `text` is, ready for JSON: `zone` the kecamatan's name, `lat`, `lon` degrees or None.

    The fields are those of the contract; `zone` to `confidence` are filled only when resolved. Outside, `how`
    is "outside" and `candidates` names the place and its regency, with no zone. Without polygons a point's
    `how` ends in "perkiraan"; near a border the other side is the second candidate.
    """
    result = pack.find(text)
    best = result.candidates[0] if result.status is PlaceStatus.RESOLVED else None
    spot = pack.located(best.point) if best and best.how == COORDINATES else None
    return {
        "text": text,
        "status": result.status.value,
        "zone": best.zone_name if best else None,
        "kelurahan": best.kelurahan if best else None,
        "lat": best.point.lat if best and best.point else None,
        "lon": best.point.lon if best and best.point else None,
        "how": _how(best, spot) if best else (OUTSIDE if result.status is PlaceStatus.OUTSIDE else None),
        "confidence": best.confidence if best else 0.0,
        "candidates": [
            *([_row(candidate) for candidate in result.candidates] or _outside(result)),
            *_across(pack, spot),
        ],
    }


def _row(candidate: Candidate) -> dict[str, Any]:
    return {
        "zone": candidate.zone_name,
        "kelurahan": candidate.kelurahan,
        "name": candidate.name,
        "how": candidate.how,
        "confidence": candidate.confidence,
    }


def _how(best: Candidate, spot: Located | None) -> str:
    return f"{best.how}, perkiraan" if spot is not None and spot.approximate else best.how


def _across(pack: CityPack, spot: Located | None) -> list[dict[str, Any]]:
    """The zone on the other side of a border at most 100 m away."""
    if spot is None or spot.border_zone is None:
        return []
    name = f"{round(spot.border_m or 0)} m from the border"
    zone = pack.zones[spot.border_zone].name
    return [{"zone": zone, "kelurahan": None, "name": name, "how": ACROSS, "confidence": 0.4}]


def _outside(result: PlaceResult) -> list[dict[str, Any]]:
    if result.outside is None:
        return []
    name = f"{result.outside.name}, {result.outside.regency}"
    return [{"zone": None, "kelurahan": None, "name": name, "how": OUTSIDE, "confidence": 0.9}]
