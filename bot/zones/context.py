"""What do the words before a name make of it? "arah Demak" is not there, "Bu Fatmawati" is no street."""

from collections.abc import Callable, Sequence

from bot.zones.everyday import is_everyday
from bot.zones.generic import (
    AGENCIES,
    COMMON_NAMES,
    EVERYDAY_NAMES,
    FOODS,
    FROM,
    PEOPLE,
    PLACED,
    RANKS,
    TOWARDS,
    VEHICLES,
    word_set,
)
from bot.zones.words import Word

Known = Callable[[str], bool]

_BETWEEN = frozenset(
    {"ke", "kota", "kabupaten", "daerah", "wilayah", "sekitar", "kecamatan", "kelurahan", "desa"}
)
_NOWHERE = frozenset({"arah", "menuju", "jurusan", "tujuan", "lintas", "asal", "bukan", "trayek"})
_METRES = frozenset({"m", "meter", "mtr", "km", "kilometer", "jauh", "utara", "selatan", "timur", "barat"})
_HOME = frozenset({"rumah", "kebun", "dapur", "warung", "pekarangan", "lahan"})
_SOMEBODY = word_set("""
    korban pelaku pasien sopir pengemudi pengendara saksi penumpang pemilik an umur usia th thn tahun atas
    tim unit petugas personel armada damkar ambulans relawan regu bantuan
""")
_GOING = {
    "ke": word_set(
        "mau hendak ingin antar antarkan anter bawa membawa mengantar pulang pergi berangkat kontrol"
    ),
    "di": frozenset({"bukan", "tidak", "nggak", "gak", "bkn"}),
}
"""What makes "ke" before a name somebody's destination, and "di" a denial."""
_TO = _GOING.keys()
_BACK = 8
_AREA_WORDS = frozenset({"daerah", "wilayah", "kampung", "sekitar"})
_OF_AGENCIES = frozenset({"pp", "kota", "semarang", "provinsi", "jawa", "tengah", "jateng"})


def is_elsewhere(words: Sequence[Word], at: int) -> bool:
    """Tell whether a name at `at` is only a direction or somebody's origin: nothing happened there."""
    before = _before(words, at)
    if before is None:
        return False
    text = words[before].text
    if at > 1 and words[at - 1].text in _TO and words[at - 2].text in _GOING[words[at - 1].text]:
        return True
    return text in _NOWHERE or (text in {"dari", "warga"} and _of_somebody(words, before))


def is_doubtful(words: Sequence[Word], at: int) -> bool:
    """Tell whether a name at `at` counts only when nothing else says where: "warga Genuk", "dari Genuk"."""
    before = _before(words, at)
    if before is None or words[before].text not in FROM:
        return False
    earlier = words[before - 1].text if before else ""
    return not (words[before].text == "dari" and earlier in _METRES) and earlier not in _HOME


def is_person(words: Sequence[Word], at: int) -> bool:
    """Tell whether the word at `at` is somebody's name: "Bu Fatmawati", "Pak RW Slamet"."""
    if at == 0 or words[at].breaks:
        return False
    ranked = words[at - 1].text in RANKS and at > 1 and words[at - 2].text in PEOPLE
    return ranked or words[at - 1].text in PEOPLE


def is_placed(words: Sequence[Word], at: int) -> bool:
    """Tell whether a word such as "di" or "depan" stands before the name at `at`, or nothing else is said."""
    return len(words) <= 2 or (at > 0 and words[at - 1].text in PLACED)


def is_agency(words: Sequence[Word]) -> bool:
    """Tell whether the words name who is called to an incident: "BPBD Kota Semarang", "Satpol PP"."""
    return words[0].text in AGENCIES and all(word.text in _OF_AGENCIES for word in words[1:])


def counts_as_area(words: Sequence[Word], at: int, end: int) -> bool:
    """Tell whether the words are a name here: an everyday word is one only alone or where one is expected."""
    if end > at + 1:
        return True
    text, before = words[at].text, words[at - 1].text if at else ""
    alone = words[at].breaks and (end == len(words) or words[end].breaks)
    if text not in COMMON_NAMES | EVERYDAY_NAMES or alone or before in _AREA_WORDS:
        return True
    if text == "tugu" and not words[at].breaks and not is_everyday(before) and before not in PEOPLE:
        return True
    return text in EVERYDAY_NAMES | {"tugu"} and before in {"di", "ke"}


def is_on_the_way(words: Sequence[Word], at: int, end: int, known: Known, own: Known) -> bool:
    """Tell "arah Demak", "truk Demak", "soto Kudus" and "Semarang - Kendal" from being there.

    `known` tells the names of areas in the city, `own` the city's own name.
    """
    if end < len(words) and words[end].dash and known(words[end].text):
        return True
    if at == 0:
        return False
    if words[at].dash and known(words[at - 1].text):
        return True
    before = _before(words, at)
    if before is None:
        return False
    text = words[before].text
    return text in TOWARDS | FROM | VEHICLES | FOODS or (own(text) and not _is_regency(words, before))


def _is_regency(words: Sequence[Word], at: int) -> bool:
    return at > 0 and words[at - 1].text == "kabupaten"


def _before(words: Sequence[Word], at: int) -> int | None:
    """Return the word before a name, "kota" or "ke" passed over, None where a break stands between."""
    while at > 0 and not words[at].breaks:
        at -= 1
        if words[at].text not in _BETWEEN:
            return at
    return None


def _of_somebody(words: Sequence[Word], at: int) -> bool:
    """Tell whether shortly before, in the same line, the talk is of a person or a team."""
    for back in range(at, max(at - _BACK, 0) - 1, -1):
        if back != at and words[back].text in _SOMEBODY:
            return True
        if words[back].line:
            return False
    return False
