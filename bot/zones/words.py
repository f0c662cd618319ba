"""How is typed text cut into words? Lower case, abbreviations written out, breaks and dashes remembered."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from bot.zones.sounds import sound

STREET_WORDS = frozenset({"jalan", "gang"})
"""A word after which a street's name follows."""
JUNCTION_WORDS = frozenset({"simpang", "perempatan", "pertigaan", "bundaran", "bangjo"})
"""A word after which one or two streets' names follow."""
LONGEST = 9
"""No name has more words than this."""

_PIECE = re.compile(r"[a-z]+|[0-9]+|\n|[,;:|(){}<>\[\]/•=*\"]|[.!?]+(?=\s|$)|[-–—_]")
_DASHES = frozenset("-–—")
_TITLES = frozenset({"prof", "moch", "jend", "brigjen", "brigjend", "letjen", "mayjen", "kompl", "perum"})
_NUMERALS = "i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx"
_COUNTED = "satu dua tiga empat lima enam tujuh delapan sembilan sepuluh"


def _table(text: str) -> dict[str, str]:
    """Return a dictionary from lines such as "jalan: jl jln": each word on the right means the left."""
    lines = (line.split(":") for line in text.strip().splitlines())
    return {short: full.strip() for full, shorts in lines for short in shorts.split()}


_SHORT = {
    **_table("""
        jalan: jl jln jlan jaln jalam djl djln djalan
        gang: gg gng
        kelurahan: kel klurahan kelurhan ds desa
        kecamatan: kec kecamtan kcmtn
        kabupaten: kab kabupatn
        semarang: smg smrg semrang smarang semarag
        sma negeri: sman
        smp negeri: smpn
        smk negeri: smkn
        sd negeri: sdn
        puskesmas: pkm puskes
        pasar: psr
        stasiun: st sta stn stasion
        terminal: term trminal
        spbu: pom pombensin
        masjid: mesjid msjd masjd
        kantor: ktr kntr
        lapangan: lap lapngan
        jembatan: jemb jmbatan jbtn
        kampung: kp kpg kmpg
        perumahan: perum perumh prum perumnas
        komplek: komp kompl kompleks
        perempatan: prapatan perapatan perempetan prempatan prmptn
        pertigaan: pertelon prtgaan ptgaan ptgn
        bundaran: bunderan bndrn
        simpang: simp spg smpg sp
        depan: dpn dpan ngarep
        dekat: dkt deket dket
        sebelah: sblh sebelh
        samping: smping sampg
        belakang: blkg blkng belkg
        seberang: sbrg sebrang sbrang
        rumah: rmh rmah omah
        warga: wrg
        prof: profesor professor
        dr: dokter
        jend: jenderal jendral jendr
        letjen: letjend
        brigjen: brigjend
        mayjen: mayjend
        kol: kolonel
        gua: goa
        mall: mal
        utara: utr
        selatan: slt
        timur: tmr
        barat: brt
        tengah: tgh tngh
    """),
    **{roman: str(number) for number, roman in enumerate(_NUMERALS.split(), start=1)},
    **{word: str(number) for number, word in enumerate(_COUNTED.split(), start=1)},
}
_PAIRS = {
    ("rumah", "sakit"): "rs",
    ("letnan", "jend"): "letjen",
    ("brigadir", "jend"): "brigjen",
    **{(school, "n"): f"{school} negeri" for school in ("sd", "smp", "sma", "smk")},
    ("pom", "bensin"): "spbu",
    ("spbu", "bensin"): "spbu",
    ("a", "yani"): "ahmad yani",
    ("lampu", "merah"): "bangjo",
    ("traffic", "light"): "bangjo",
    ("semarang", "sel"): "semarang selatan",
    ("semarang", "tim"): "semarang timur",
    ("semarang", "bar"): "semarang barat",
    ("semarang", "ut"): "semarang utara",
    ("semarang", "teng"): "semarang tengah",
}


class Word(NamedTuple):
    """One folded word.

    `breaks`: a comma, line, bracket or sentence's end stands before it; `line`: a line or sentence begins
    with it; `dash`: a dash stands before it; `colon`: a colon follows it.
    """

    text: str
    breaks: bool
    dash: bool
    line: bool = False
    colon: bool = False


def words_of(text: str, spellings: Mapping[str, str] | None = None) -> list[Word]:
    """Return the words of `text`, abbreviations written out and `spellings` (word -> word) replaced."""
    folded = unicodedata.normalize("NFKD", text.casefold()).replace("'", "").replace("’", "")
    found: list[Word] = []
    breaks = line = True
    dash, last = False, ""
    for piece in _PIECE.findall(folded):
        if piece.isalnum():
            for part in _written_out(piece, spellings or {}):
                found.append(Word(part, breaks, dash, line))
                breaks = dash = line = False
        elif piece == ":" and found:
            found[-1] = found[-1]._replace(colon=True)
            breaks = True
        elif piece[0] in ".!?":
            ends = piece[0] != "." or (last.isalpha() and len(last) > 3 and last not in _TITLES)
            breaks, line = breaks or ends, line or ends
        else:
            breaks = breaks or piece not in _DASHES
            dash, line = dash or piece in _DASHES, line or piece == "\n"
        last = piece
    return _pairs_joined(found)


def key_of(words: Sequence[Word]) -> str:
    """Return the key under which equal names meet, however they are spaced or spelled (see `sound`)."""
    return sound("".join(word.text for word in words))


def ends(words: Sequence[Word], at: int, over_breaks: bool = False) -> list[int]:
    """Return where a name that begins at `at` may end, the longest first; not beyond a break."""
    last = min(len(words), at + LONGEST)
    if not over_breaks:
        last = next((stop for stop in range(at + 1, last) if words[stop].breaks), last)
    return list(range(last, at, -1))


def _written_out(piece: str, spellings: Mapping[str, str]) -> list[str]:
    if piece.isdigit():
        return [piece.lstrip("0") or "0"]
    return spellings.get(piece, _SHORT.get(piece, piece)).split()


def _pairs_joined(words: list[Word]) -> list[Word]:
    joined: list[Word] = []
    for word in words:
        short = _PAIRS.get((joined[-1].text, word.text)) if joined and not word.breaks else None
        if short is None:
            joined.append(word)
            continue
        first, *rest = short.split()
        joined[-1] = joined[-1]._replace(text=first, colon=word.colon)
        joined += [Word(text, False, False) for text in rest]
    return joined
