"""Which names only say that it is near by? A bridge, a river or a toll road borrows the name of an area.

"Flyover Jatingaleh" and "tol Ngaliyan" may lie beside the area: it is then a candidate to confirm, never the
answer.
"""

from collections.abc import Sequence

from bot.zones.everyday import is_everyday
from bot.zones.evidence import KECAMATAN, KELURAHAN, STREET, Evidence
from bot.zones.generic import GENERIC, PLACE_NOUNS, word_set
from bot.zones.words import JUNCTION_WORDS, STREET_WORDS, Word

_BRIDGES = word_set("jembatan flyover over underpass pass overpass terowongan jpo viaduk")
_RIVERS = word_set("kali sungai kanal bengawan saluran")
_TOLLS = frozenset({"tol"})
_LOOKS = word_set("besi layang gantung lama baru kembar merah beton bambu kayu banjir")
"""What a bridge or river looks like, between its noun and its name."""
_COMPLEXES = word_set("""
    perumahan perum komplek blok asrama griya graha puri villa bukit taman kampung kota desa wisma rusun
    rusunawa ruko
""")
"""Where the streets bear the name of the whole."""
_PROPER = word_set("griya graha puri villa bukit pondok wisma taman apartemen")
_GRAND = word_set("""
    permai indah asri regency residence residences estate hills hill park village golf land pesona elok
""")
"""Before and behind an area's name they make it the name of a housing complex, wherever that was built."""
_OTHERS = (PLACE_NOUNS | {"candi"}) - _COMPLEXES - JUNCTION_WORDS
_BEYOND = word_set("setelah selepas sesudah sehabis habis melewati lewat sebelum menjelang")
_TOWARDS = word_set("arah menuju jurusan ke sampai hingga tujuan")


def is_near_by(words: Sequence[Word], at: int, found: Evidence) -> bool:
    """Tell whether the words around `at` make a name a mere neighbour of where it happened."""
    if found.near:
        return True
    if found.marked or found.how not in (KECAMATAN, KELURAHAN, STREET):
        return False
    if found.how == STREET:
        if words[at].text in STREET_WORDS | JUNCTION_WORDS:
            return False
        if words[at].text in _RIVERS or _named_alike(words, at):
            return True
    if found.how == STREET:
        return _passes(words, at)
    return any(reason(words, at) for reason in (_passes, _beyond, _sets_out, _complex))


def _passes(words: Sequence[Word], at: int) -> bool:
    """Tell whether a bridge, a river or a toll road bears the name: "jembatan besi Sampangan"."""
    while at > 0 and not words[at].breaks:
        at -= 1
        if words[at].text not in _LOOKS:
            return words[at].text in _BRIDGES | _RIVERS | _TOLLS
    return False


def _named_alike(words: Sequence[Word], at: int) -> bool:
    """Tell whether something else bears a street's name: "candi Borobudur", "ruko Sinar Abadi Kelud"."""
    if at == 0 or words[at].breaks or words[at].dash:
        return False
    before = words[at - 1].text
    return before in _OTHERS or not (is_everyday(before) or before in GENERIC)


def _beyond(words: Sequence[Word], at: int) -> bool:
    """Tell whether it is before or behind the area: "setelah Pudakpayung"."""
    return at > 0 and not words[at].breaks and words[at - 1].text in _BEYOND


def _sets_out(words: Sequence[Word], at: int) -> bool:
    """Tell whether a way begins here and leads on: "dari Banyumanik arah Jatingaleh"."""
    if at == 0 or words[at].breaks or words[at - 1].text != "dari":
        return False
    onward = words[at + 1 : at + 4]
    return any(word.text in _TOWARDS for word in onward)


def _complex(words: Sequence[Word], at: int) -> bool:
    """Tell whether a housing complex is called after the area: "Bukit Manyaran Permai" is elsewhere."""
    if at and not words[at].breaks and words[at - 1].text in _PROPER:
        return True
    behind = words[at + 1 : at + 3]
    end = next((stop for stop, word in enumerate(behind) if word.breaks or word.dash), len(behind))
    return any(word.text in _GRAND for word in behind[:end])
