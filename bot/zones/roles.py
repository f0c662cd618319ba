"""Which words of a report speak of its place? Labels, senders, the hospital a victim was brought to."""

from collections.abc import Sequence
from enum import IntEnum
from itertools import pairwise

from bot.zones.generic import PEOPLE, word_set
from bot.zones.words import Word


class Role(IntEnum):
    """What a word can tell of the place: nothing, something, or just that."""

    ASIDE = 0
    PLAIN = 1
    PLACE = 2


_PLACE_LABELS = word_set(
    "lokasi lok tkp alamat almt tempat posisi titik dimana koordinat patokan location address"
)
_PLACE_WORDS = word_set("lokasi tkp alamat")
_WHO = word_set("""
    pelapor pengirim sumber korban saksi cp kontak kepada yth tembusan cc petugas unit armada personel sopir
    pengemudi pelaku pasien ktp hp telp telepon reporter penanggung pic tim relawan dari from
""")
_BROUGHT = word_set("""
    dibawa dilarikan dirujuk dievakuasi diantar dirawat diangkut dipindah dipindahkan rujuk evakuasi dibw
    dilarikn diboyong dipulangkan opname
""")
_TEAM = word_set(
    "tim unit petugas personel armada damkar ambulans ambulan ambulance regu polsek koramil pmi pos posko"
)
_MOVES = word_set("meluncur otw merapat menuju berangkat bergerak")
_REACH, _LABEL = 4, 10


def roles_of(words: Sequence[Word]) -> list[Role]:
    """Return a role for each word."""
    roles = [Role.PLAIN] * len(words)
    for start, end in _lines(words):
        _label(words, start, end, roles)
    for at, word in enumerate(words):
        if word.text in _BROUGHT and _towards(words, at):
            _mark(roles, at, _clause_end(words, at), Role.ASIDE)
        elif word.text in _MOVES:
            _moving(words, at, roles)
    return roles


def kept(words: Sequence[Word], roles: Sequence[Role], least: Role) -> list[Word]:
    """Return the words of at least this role; where some were left out, a break stands."""
    found: list[Word] = []
    gap = False
    for word, role in zip(words, roles, strict=True):
        if role >= least:
            found.append(word._replace(breaks=True, line=True) if gap else word)
        gap = role < least
    return found


def _lines(words: Sequence[Word]) -> list[tuple[int, int]]:
    """Return where labelled stretches begin and end: lines, and labels within a line."""
    starts = [at for at, word in enumerate(words) if at == 0 or word.line or _opens(words, at)]
    return list(pairwise([*starts, len(words)]))


def _opens(words: Sequence[Word], at: int) -> bool:
    """Tell whether a label begins here in the middle of a line: "…, Alamat: …"."""
    return words[at].colon and words[at].text in _PLACE_LABELS | _WHO


def _label(words: Sequence[Word], start: int, end: int, roles: list[Role]) -> None:
    colon = next((at for at in range(start, min(end, start + _LABEL)) if words[at].colon), None)
    first = words[start].text
    if colon is None:
        plain = next((at for at in range(start, end) if words[at].text in _PLACE_WORDS), None)
        if first in {"kepada", "yth", "cc", "pelapor", "pengirim"}:
            _mark(roles, start, end, Role.ASIDE)
        elif plain is not None:
            somebodys = words[plain].text == "alamat" and any(
                word.text in _WHO for word in words[start:plain]
            )
            _mark(roles, plain, end, Role.ASIDE if somebodys else Role.PLACE)
        return
    label = {word.text for word in words[start : colon + 1]}
    if label & _PLACE_LABELS and not ("alamat" in label and label & _WHO):
        _mark(roles, colon + 1, _value_end(words, colon + 1, end), Role.PLACE)
    elif label & _WHO and colon - start < _REACH:
        _mark(roles, start, end, Role.ASIDE)
    elif first.isdigit() or label & PEOPLE:
        _mark(roles, start, colon + 1, Role.ASIDE)


def _value_end(words: Sequence[Word], start: int, end: int) -> int:
    """Return where a label's value ends: with its line, or with the next when its own is empty."""
    if start < end:
        return end
    return next((at for at in range(start + 1, len(words)) if words[at].line), len(words))


def _towards(words: Sequence[Word], at: int) -> bool:
    return any(word.text in {"ke", "di"} for word in words[at + 1 : at + _REACH])


def _clause_end(words: Sequence[Word], at: int) -> int:
    return next((stop for stop in range(at + 1, len(words)) if words[stop].breaks), len(words))


def _moving(words: Sequence[Word], at: int, roles: list[Role]) -> None:
    """Set aside who is on the way: "damkar pos Banyumanik meluncur"."""
    for start in range(at, -1, -1):
        if words[start].text in _TEAM:
            _mark(roles, start, at, Role.ASIDE)
        if words[start].breaks:
            return


def _mark(roles: list[Role], start: int, end: int, role: Role) -> None:
    for at in range(start, end):
        roles[at] = min(role, roles[at]) if role is Role.ASIDE else role
