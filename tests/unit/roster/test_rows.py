"""One row of the volunteers file: what it may say, and what is answered when it says something else."""

import re

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bot.domain.people import Reach, Volunteer, VolunteerStatus
from bot.domain.roster import COLUMNS, Mistake, normal_phone, parse, parse_all
from bot.domain.roster_cells import cells, guard, tidy
from bot.domain.roster_people import merged
from bot.usecases.roster import atlas_of
from bot.zones.city import load_city

ATLAS = atlas_of(load_city("semarang"))
BUDI = {"telegram_id": "7001", "name": "Budi", "home_zone": "Gajahmungkur"}


def reason(**given_cells: str) -> str:
    good, bad = parse_all([(2, BUDI | given_cells)], ATLAS)
    assert not good
    return bad[0].reason


@pytest.mark.parametrize(
    "typed",
    ["081234567890", "6281234567890", "+62 812-3456-7890", "0812.3456.7890", "81234567890", "81234567890.0",
     "+62 (0)812 3456 7890", "0062 81234567890", "'+6281234567890"],
)  # fmt: skip
def test_a_phone_has_one_form(typed: str) -> None:
    """However a phone is typed, the same person is found by it."""
    assert parse(2, BUDI | {"phone": typed}, ATLAS).phone == "+6281234567890"


@pytest.mark.parametrize("typed", ["0812", "abc", "081234567890/1", "+", "0" * 20, "6.28123E+12"])
def test_a_wrong_phone_is_refused_without_showing_it(typed: str) -> None:
    """A reason never holds a phone number, not even a wrong one."""
    assert reason(phone=typed) == reason(phone="x")


@pytest.mark.parametrize(
    ("column", "typed", "words"),
    [
        ("name", "", "name is empty"),
        ("name", "***", "no letter"),
        ("name", "a" * 101, "longer than 100"),
        ("telegram_id", "abc", "not a Telegram number"),
        ("telegram_id", "-5", "not a Telegram number"),
        ("telegram_id", "0", "not a Telegram number"),
        ("telegram_id", str(2**52), "not a Telegram number"),
        ("telegram_id", "7.12E+09", "not a Telegram number"),
        ("community", "pramuka", "fkpm, mik, bankom"),
        ("home_zone", "Gajahmungkru", "perhaps Gajahmungkur"),
        ("home_zone", "", "has no home"),
        ("work_zone", "Atlantis", "work_zone"),
        ("home_lat", "-7.0", "home_lon is empty"),
        ("status", "sleeping", "active, pending or suspended"),
        ("skills", " ".join(map(str, range(1000))), "too many skills"),
        ("", "left over", "more cells than the header"),
    ],
)
def test_a_bad_cell_is_named_with_its_mend(column: str, typed: str, words: str) -> None:
    """Who reads the reason knows which cell to mend, and how."""
    assert words in reason(**{column: typed})


@pytest.mark.parametrize(
    ("lat", "lon", "words"),
    [
        ("110.4056", "-7.0128", "swapped"),
        ("-6.2", "106.8", "outside"),
        ("999", "999", "outside"),
        ("x", "1", "number of"),
    ],
)
def test_a_home_must_lie_in_the_city(lat: str, lon: str, words: str) -> None:
    """A point elsewhere is a bad row; a swapped one says so."""
    assert words in reason(home_lat=lat, home_lon=lon)


def test_a_point_gives_the_zone() -> None:
    """With coordinates (a decimal comma too) the home is exact and needs no zone's name."""
    row = parse(2, BUDI | {"home_zone": "", "home_lat": "-7,0128", "home_lon": "110,4056"}, ATLAS)
    assert (row.home.zone, row.home.exact, row.home.point) == ("33.74.09", True, (-7.0128, 110.4056))


def test_a_contradiction_is_a_warning() -> None:
    """A point in another zone than the one named keeps the named zone and says so."""
    row = parse(2, BUDI | {"home_zone": "Tugu", "home_lat": "-7.0128", "home_lon": "110.4056"}, ATLAS)
    assert row.home.zone == "33.74.16"
    assert "lie in Gajahmungkur" in row.warnings[0]


@pytest.mark.parametrize(
    ("typed", "skills"),
    [
        ("P3K", ("p3k",)),
        ("First Aid; menyetir", ("p3k", "menyetir")),
        ("pertolongan pertama|PPGD, Radio", ("p3k", "radio")),
        ("radio evakuasi radio", ("radio", "evakuasi")),
        ("-", ()),
    ],
)
def test_skills_have_one_name_each(typed: str, skills: tuple[str, ...]) -> None:
    """All words for first aid make a first-aider; the rest is kept as written, in small letters."""
    assert parse(2, BUDI | {"skills": typed}, ATLAS).skills == skills


@pytest.mark.parametrize(
    ("typed", "status"),
    [
        ("aktif", "active"),
        ("Menunggu", "pending"),
        ("ditangguhkan", "suspended"),
        ("", "pending"),
        ("ACTIVE", "active"),
    ],
)
def test_a_status_may_be_indonesian(typed: str, status: str) -> None:
    """The three states are understood in both languages; a new person without one is pending."""
    assert merged(parse(2, BUDI | {"status": typed}, ATLAS), None).status is VolunteerStatus(status)


def test_of_two_claims_the_second_is_bad() -> None:
    """The same id, phone, or person without either names the line that had it first."""
    rows = [
        (2, BUDI | {"phone": "081234567890"}),
        (3, BUDI),
        (4, BUDI | {"telegram_id": "7002", "phone": "+6281234567890"}),
        (5, BUDI | {"telegram_id": ""}),
        (6, BUDI | {"telegram_id": ""}),
    ]
    good, bad = parse_all(rows, ATLAS)
    assert [row.line for row in good] == [2, 5]
    assert [(b.line, re.findall(r"line (\d)", b.reason)) for b in bad] == [(3, ["2"]), (4, ["2"]), (6, ["5"])]


def test_a_name_is_tamed() -> None:
    """Control and bidi signs can not play tricks on a card."""
    assert parse(2, BUDI | {"name": " Wa\u202eti\x00 \n Sari\u200b "}, ATLAS).name == "Wati Sari"


def test_a_shared_home_survives_a_file_without_points() -> None:
    """A known exact point in the same zone is not thrown away for the middle of the zone."""
    known = Volunteer(
        id=1, telegram_id=7001, name="Budi", home_zone="33.74.09", home_point=(-7.01, 110.4), home_exact=True
    )
    assert merged(parse(2, BUDI, ATLAS), known) == known
    moved = merged(parse(2, BUDI | {"home_zone": "Tugu"}, ATLAS), known)
    assert (moved.home_zone, moved.home_exact) == ("33.74.16", False)


def test_a_new_account_is_not_blocked_by_the_old_one() -> None:
    """What was known of the way to one account says nothing of another."""
    known = Volunteer(id=1, telegram_id=6001, name="Budi", reach=Reach.BLOCKED)
    assert merged(parse(2, BUDI, ATLAS), known).reach is Reach.OK


def test_a_phone_in_the_wrong_column_is_masked() -> None:
    """Shifted columns do not bring a phone number onto the screen."""
    assert "3456" not in reason(status="081234567890") + reason(home_zone="0812 3456 7890")


@given(st.dictionaries(st.sampled_from([*COLUMNS, "", "note"]), st.text(max_size=120)))
def test_no_row_breaks_the_parser(garbage: dict[str, str]) -> None:
    """Any cells are a row or a reason."""
    good, bad = parse_all([(2, garbage), (3, BUDI | garbage)], ATLAS)
    assert len(good) + len(bad) == 2


@given(st.text(max_size=40) | st.text(alphabet="+0628 -.()'", min_size=8, max_size=18))
@example("0812-3456-7890")
def test_a_phone_is_normal_or_refused(text: str) -> None:
    """What passes is a plus and digits, and stays as it is when read again."""
    try:
        phone = normal_phone(text)
    except Mistake:
        return
    assert re.fullmatch(r"(\+[0-9]{8,15})?", phone)
    assert normal_phone(phone) == phone


@given(st.text(alphabet=" ;,'=+-@a\t1", max_size=20))
def test_a_guarded_text_reads_back_unchanged(text: str) -> None:
    """The spreadsheet's protection is taken off again, apostrophes of the text itself kept."""
    plain = tidy(text)
    assert tidy(guard(plain)) == plain
    assert not guard(plain).startswith(("=", "+", "-", "@"))


@given(name=st.text(min_size=1, max_size=30), lat=st.floats(-7.05, -6.97), lon=st.floats(110.38, 110.45))
def test_a_person_survives_the_file(name: str, lat: float, lon: float) -> None:
    """Cells written for a person are read as the same person."""
    row = BUDI | {
        "name": name,
        "home_zone": "",
        "home_lat": f"{lat:.9f}",
        "home_lon": f"{lon:.9f}",
        "skills": "p3k radio",
    }
    good, _ = parse_all([(2, row | {"phone": "+62811223344", "status": "aktif"})], ATLAS)
    assume(good)  # not every text is a name
    person = merged(good[0], None)
    again = parse(2, dict(zip(COLUMNS, cells(person, ATLAS.names), strict=True)), ATLAS)
    assert merged(again, person) == person
