"""The small values: postings, tags, policies, notices, roles."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.errors import Reason
from bot.domain.model import ResponseState
from bot.domain.notices import LIFETIME, NoticeKind, Urgency, reply
from bot.domain.people import Actor, Grant, Role
from bot.domain.policy import Policy
from bot.domain.posting import Posting, is_pasted, parse, with_address
from bot.domain.situation import Responder, Situation
from tests.unit.domain.cast import BUDI, T0, draft, minutes, person, response, running


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", Posting()),
        ("  \n ", Posting()),
        (";", Posting()),
        ("kebakaran Jl. Kelud", Posting("kebakaran Jl. Kelud", "kebakaran Jl. Kelud")),
        ("kebakaran; Jl. Kelud Raya 12", Posting("kebakaran", "Jl. Kelud Raya 12")),
        ("kebakaran; Jl. Kelud; rumah, 2 terjebak", Posting("kebakaran", "Jl. Kelud", "rumah, 2 terjebak")),
        ("kebakaran | Jl. Kelud | rumah", Posting("kebakaran", "Jl. Kelud", "rumah")),
        ("kebakaran\nJl. Kelud\n\nrumah\r\nada gas", Posting("kebakaran", "Jl. Kelud", "rumah; ada gas")),
        ("kebakaran;\n Jl. Kelud;", Posting("kebakaran", "Jl. Kelud")),
        ("kebakaran; ; rumah, 2 terjebak", Posting("kebakaran", "", "rumah, 2 terjebak")),
        ("; Jl. Kelud", Posting("", "Jl. Kelud")),
    ],
)
def test_a_posting_has_three_parts(typed: str, expected: Posting) -> None:
    """Kind, place and details between `;`, `|` or new lines; a part left empty stays empty."""
    assert parse(typed) == expected


def test_a_pasted_report() -> None:
    """From four lines on it is a report from elsewhere; the line that says where is the address."""
    report = "*KEBAKARAN*\nPukul: 10.00\n\nLokasi: Kel. Kandri\nKorban: nihil"
    assert is_pasted(report)
    assert not is_pasted("kebakaran\nKel. Kandri\nrumah")
    expected = Posting("*KEBAKARAN*", "Lokasi: Kel. Kandri", "Pukul: 10.00; Korban: nihil")
    assert with_address(report, "Lokasi: Kel. Kandri") == expected


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_no_posting_loses_a_word(typed: str) -> None:
    """Whatever is typed, every word of it is in one of the three parts."""
    found = parse(typed)
    kept = " ".join([found.kind, found.place, found.details])
    words = typed.replace(";", " ").replace("|", " ").split()
    assert [w for w in words if w not in kept] == []


@pytest.mark.parametrize(
    ("number", "tag"), [("SMG-2026-0421", "#SMG0421"), ("LAT-2026-0012", "#LAT0012"), ("", "")]
)
def test_the_tag_that_people_search_for(number: str, tag: str) -> None:
    """The number's letters and running number; a draft has none."""
    assert draft(number=number).tag == tag


@pytest.mark.parametrize(("eta", "patience"), [(None, 15), (5, 15), (0, 10), (45, 55)])
def test_patience_with_somebody_coming(eta: int | None, patience: int) -> None:
    """15 minutes without an ETA, else ten more than given."""
    assert Policy().patience_with_coming(eta) == minutes(patience)


def test_a_policy_is_kept_as_it_was() -> None:
    """What is stored with an incident comes back as the same patience."""
    policy = Policy(3, 6, 9, 12, stale=60)
    assert Policy(**policy.as_dict()) == policy


def test_the_order_of_delivery() -> None:
    """SOS before the first alarm, stand-downs before further alarms, then prompts, cards and the rest."""
    order = [u for u in sorted(Urgency) if u is not Urgency.ANSWER]
    names = ["SOS", "FIRST_ALARM", "STAND_DOWN", "ALARM", "PROMPT", "CARD", "INFO"]
    assert [u.name for u in order] == names
    assert Urgency.FIRST_ALARM < Urgency.ANSWER < Urgency.ALARM


def test_every_class_grows_old() -> None:
    """Each urgency has an age after which it is not sent any more; prompts age fastest."""
    assert set(LIFETIME) == set(Urgency)
    assert min(LIFETIME.values()) == LIFETIME[Urgency.PROMPT] > minutes(0)


def test_a_reply_is_owed_once_per_update() -> None:
    """The same update owes the same answer only once, another update another one."""
    first = reply("77", 7001, "roles-unknown-role", word="raja")
    assert first.key == reply("77", 7001, "roles-unknown-role", word="raja").key
    assert first.key != reply("78", 7001, "roles-unknown-role", word="raja").key
    assert (first.kind, first.urgency, first.chat_id) == (NoticeKind.REPLY, Urgency.ANSWER, 7001)
    assert first.args == {"text": "roles-unknown-role", "word": "raja"}


def test_reasons_can_be_keys_of_the_texts() -> None:
    """Each reason is a word that Fluent takes as part of a key."""
    assert [r for r in Reason if not r.value.replace("-", "").isalpha()] == []


@pytest.mark.parametrize(
    ("grants", "operator", "admin", "of_fkpm", "of_mik"),
    [
        ((), False, False, False, False),
        ((Grant(Role.OPERATOR),), True, False, False, False),
        ((Grant(Role.ADMIN),), True, True, True, True),
        ((Grant(Role.COORDINATOR, "fkpm"),), False, False, True, False),
        ((Grant(Role.COORDINATOR),), False, False, True, True),
        ((Grant(Role.COORDINATOR, "mik"), Grant(Role.OPERATOR)), True, False, False, True),
    ],
)
def test_what_roles_allow(
    grants: tuple[Grant, ...], operator: bool, admin: bool, of_fkpm: bool, of_mik: bool
) -> None:
    """Admins may everything, operators post, Pak Harno decides over his own community only."""
    actor = Actor(7009, "Pak Harno", frozenset(grants))
    assert (actor.is_operator, actor.is_admin) == (operator, admin)
    assert (actor.coordinates("fkpm"), actor.coordinates("mik")) == (of_fkpm, of_mik)


def test_a_phone_number_is_never_printed() -> None:
    """A volunteer in a log line shows no phone number."""
    assert "0812" not in repr(person(1, phone="081234567890"))


@pytest.mark.parametrize(("skills", "expected"), [((), False), (("renang",), False), (("p3k",), True)])
def test_first_aiders(skills: tuple[str, ...], expected: bool) -> None:
    """P3K among the skills makes a first-aider."""
    assert person(1, skills=skills).first_aider is expected


def test_a_situation_counts_and_finds() -> None:
    """Called are all who were alarmed, whatever became of them; people are found by their state."""
    there = Responder(response(state=ResponseState.ON_SCENE), BUDI.name, "fkpm")
    coming = Responder(response(state=ResponseState.COMING), "Wati", "mik")
    counts = {ResponseState.ALARMED: 5, ResponseState.ON_SCENE: 1, ResponseState.COMING: 1}
    situation = Situation(running(), T0, counts=counts, responders=(there, coming))
    assert situation.called == 7
    assert situation.count(ResponseState.COMING, ResponseState.ON_SCENE, ResponseState.LEFT) == 2
    assert situation.who(ResponseState.ON_SCENE) == [there]
    assert situation.who(ResponseState.RELEASED) == []
