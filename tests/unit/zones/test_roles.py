"""Which words of a report speak of its place."""

import pytest

from bot.zones.roles import Role, kept, roles_of
from bot.zones.words import words_of

LEFT = [
    ("Pelapor: Bu Fatmawati\nAlamat: Jl. Pemuda 5", "jalan pemuda 5"),
    ("Lokasi :\nPasar Johar\nKorban: nihil", "pasar johar"),
    ("TKP Jl. Durian Raya depan toko\nKejadian 21.40", "tkp jalan durian raya depan toko"),
    ("Jam: 10.00, Alamat: Kandri", "kandri"),
]

ASIDE = [
    ("laka di Genuk, korban dibawa ke RSUP Kariadi", "laka di genuk korban"),
    ("Kepada Yth. BPBD, Damkar\nbanjir di Genuk", "banjir di genuk"),
    ("[03/11 21.14] Pak RW Slamet: banjir di Genuk", "banjir di genuk"),
    ("damkar pos Banyumanik meluncur ke Kandri", "meluncur ke kandri"),
    ("Korban an. Budi, alamat Mranggen", "korban an budi"),
]


def _text(text: str, least: Role) -> str:
    words = words_of(text)
    return " ".join(word.text for word in kept(words, roles_of(words), least))


@pytest.mark.parametrize(("text", "place"), LEFT)
def test_a_label_says_which_words_are_the_place(text: str, place: str) -> None:
    """What stands behind "lokasi", "TKP" or "alamat" is the place, to the end of the line."""
    assert _text(text, Role.PLACE) == place


@pytest.mark.parametrize(("text", "rest"), ASIDE)
def test_who_came_and_where_the_victim_went_is_no_place(text: str, rest: str) -> None:
    """Senders, addressees, teams on the way and hospitals that victims were brought to are set aside."""
    assert _text(text, Role.PLAIN) == rest


def test_where_words_are_left_out_a_break_stands() -> None:
    """Two names that were not neighbours do not become one."""
    words = words_of("lokasi genuk\npelapor: budi\nsari")
    assert [word.text for word in kept(words, roles_of(words), Role.PLAIN) if word.breaks][-1] == "sari"
