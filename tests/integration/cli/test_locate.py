"""`kentongan locate`: where a typed address or a point lies."""

import json
from pathlib import Path

import pytest

from tests.integration.cli.conftest import Kentongan, started

FIELDS = ["text", "status", "zone", "kelurahan", "lat", "lon", "how", "confidence", "candidates"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Jl. Kelud Raya 12, Gajahmungkur", "kecamatan Gajahmungkur"),
        ("-6.9903,110.4229", "kecamatan Semarang"),
        ("-7.7956,110.3695", "outside the city"),
        ("qqqq zzzz", "not found"),
        ("tol jatingaleh", "several kecamatan are possible: Candisari, Gajahmungkur"),
        ("perbatasan genuk sayung", "ask, it may be in kecamatan: Genuk"),
    ],
)
def test_a_place_is_answered_in_one_sentence(kentongan: Kentongan, text: str, words: str) -> None:
    """A text, and a point although it begins with a minus, are answered on one line."""
    ended = kentongan("locate", text)
    assert ended.code == 0
    assert words in ended.out
    assert ended.out.count("\n") == 1


def test_json_has_exactly_the_fields_of_the_contract(kentongan: Kentongan) -> None:
    """A program that reads `--json` finds the same nine fields whatever the answer is."""
    for text, status in (("-6.98,110.41", "resolved"), ("-7.79,110.36", "outside"), ("qqqq", "unknown")):
        found = json.loads(kentongan("locate", "--json", text).out)
        assert list(found) == FIELDS
        assert (found["text"], found["status"]) == (text, status)


def test_a_single_candidate_may_be_a_question(kentongan: Kentongan) -> None:
    """What is only near by is ambiguous with one candidate, and names no zone of its own."""
    found = json.loads(kentongan("locate", "--json", "tol ngaliyan").out)
    assert (found["status"], found["zone"], found["confidence"]) == ("ambiguous", None, 0.0)
    assert [item["zone"] for item in found["candidates"]] == ["Ngaliyan"]


async def test_lines_on_standard_input_are_answered_one_by_one(tmp_path: Path) -> None:
    """The command as a process of its own gives one object a line, in the order of the lines."""
    lines = ["-6.98,110.41", "", "Jl. Kelud Raya 12, Gajahmungkur"]
    ended = await started(tmp_path, "locate", "-", "--json", given="\n".join(lines))
    found = [json.loads(line) for line in ended.out.splitlines()]
    assert (ended.code, ended.err) == (0, "")
    assert [answer["text"] for answer in found] == lines
    assert [answer["status"] for answer in found] == ["resolved", "unknown", "resolved"]
    assert found[2]["zone"] == "Gajahmungkur"


@pytest.mark.parametrize(
    ("arguments", "words"), [(("  ",), "Say which place"), (("x", "--city", "atlantis"), "Unknown")]
)
def test_what_can_not_be_answered_says_why(
    kentongan: Kentongan, arguments: tuple[str, ...], words: str
) -> None:
    """An empty text or an unknown city is one sentence on the error stream, and exit 2."""
    ended = kentongan("locate", *arguments)
    assert (ended.code, ended.out) == (2, "")
    assert words in ended.err
    assert ended.err.count("\n") == 1
