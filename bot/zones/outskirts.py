"""Is it outside the city? A town around it that the text names beats the same name within it."""

from bot.zones.evidence import Reading
from bot.zones.model import OutsidePlace


def outside_of(reading: Reading) -> OutsidePlace | None:
    """Return the place outside that the text is about, None when it is about the city or about nothing.

    Addresses go from the small to the large, so "Genuk, Ungaran Barat" is not the city's Genuk. Only a
    kecamatan marked as such behind the town brings the text back into the city.
    """
    if not reading.outside or reading.outside[-1].at < reading.last_marked:
        return None
    return reading.outside[-1].place
