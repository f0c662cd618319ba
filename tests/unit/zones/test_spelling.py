"""Spellings that sound alike, and slips of the finger."""

import pytest

from bot.zones.everyday import everyday_slip, is_everyday
from bot.zones.sieve import Sieve
from bot.zones.slips import allowed, slip
from bot.zones.sounds import modern, skeleton, sound


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("tjandisari", "candisari"),
        ("gadjahmungkur", "gajahmungkur"),
        ("genoek", "genuk"),
        ("mugassari", "mugasari"),
        ("kariadi", "karyadi"),
        ("sugiyono", "sugiono"),
    ],
)
def test_spellings_that_sound_alike(old: str, new: str) -> None:
    """Old and new spelling, doubled letters, y and i have one key."""
    assert sound(old) == sound(new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("poerwojoso", "purwoyoso"),
        ("banjoemanik", "banyumanik"),
        ("djatingaleh", "jatingaleh"),
        ("tjandi", "candi"),
        ("jatingaleh", "jatingaleh"),
        ("tanjung", "tanjung"),
    ],
)
def test_the_old_spelling_is_written_anew(old: str, new: str) -> None:
    """A j is a y only in a word that shows its age by oe, tj or dj."""
    assert modern(old) == new


def test_consonants() -> None:
    """What is left of a name typed without vowels."""
    assert skeleton("pedurungan") == "pdrngn"


def test_likely_slips_cost_less() -> None:
    """Two letters turned, a vowel left out or a neighbouring key cost less than any other letter."""
    other = slip("manyaran", "manxaran")
    assert slip("manyraan", "manyaran") < other
    assert slip("manyarn", "manyaran") < other
    assert slip("mamyaran", "manyaran") < other


def test_the_first_letter_is_seldom_wrong() -> None:
    """A slip in the first letter costs more: Tambangan is not Jambangan."""
    assert slip("jambangan", "tambangan") > allowed(len("tambangan"))


def test_nothing_is_forgiven_in_short_names() -> None:
    """Four letters are another word too easily."""
    assert allowed(4) == 0


def test_everyday_words_with_what_stands_before_and_behind() -> None:
    """Prefixes and suffixes are taken off, and the sound that melts with a prefix is put back."""
    assert all(map(is_everyday, ["kebakaran", "menutup", "nutup", "ditabrak", "rumahnya", "12"]))
    assert not any(map(is_everyday, ["tembalang", "ngaliyan", "majapahit"]))


def test_a_misspelt_everyday_word_is_known_as_such() -> None:
    """ "Kebakarn" is one slip from fire, Gajahmungkur far from any word."""
    assert everyday_slip("kebakarn") == 1
    assert everyday_slip("gajahmungkur") is None


def test_the_sieve_keeps_what_is_near() -> None:
    """Nothing within the slips is lost, nothing beyond is kept; signs and digits do no harm."""
    sieve = Sieve(["johar", "pasarjohar", "simpang5", "genuk"])
    assert sieve.near("pasrjohar", 2) == ["pasarjohar"]
    assert sieve.near("simpang5", 1) == ["simpang5"]
    assert sieve.near("é#!", 1) == []
    assert Sieve([]).near("genuk", 2) == []
