"""What does `kentongan locate --json` say? A flat dictionary for one text."""

from typing import Any

from bot.zones.evidence import OUTSIDE
from bot.zones.pack import CityPack
from bot.zones.places import Candidate, PlaceResult, PlaceStatus


def answer(pack: CityPack, text: str) -> dict[str, Any]:
    """Return where `text` is, ready for JSON: `zone` the kecamatan's name, `lat`, `lon` degrees or None.

    The fields are those of the contract; `zone` to `confidence` are filled only when resolved. Outside, `how`
    is "outside" and `candidates` names the place and its regency, with no zone.
    """
    result = pack.find(text)
    best = result.candidates[0] if result.status is PlaceStatus.RESOLVED else None
    return {
        "text": text,
        "status": result.status.value,
        "zone": best.zone_name if best else None,
        "kelurahan": best.kelurahan if best else None,
        "lat": best.point.lat if best and best.point else None,
        "lon": best.point.lon if best and best.point else None,
        "how": best.how if best else (OUTSIDE if result.status is PlaceStatus.OUTSIDE else None),
        "confidence": best.confidence if best else 0.0,
        "candidates": [_row(candidate) for candidate in result.candidates] or _outside(result),
    }


def _row(candidate: Candidate) -> dict[str, Any]:
    return {
        "zone": candidate.zone_name,
        "kelurahan": candidate.kelurahan,
        "name": candidate.name,
        "how": candidate.how,
        "confidence": candidate.confidence,
    }


def _outside(result: PlaceResult) -> list[dict[str, Any]]:
    if result.outside is None:
        return []
    name = f"{result.outside.name}, {result.outside.regency}"
    return [{"zone": None, "kelurahan": None, "name": name, "how": OUTSIDE, "confidence": 0.9}]
