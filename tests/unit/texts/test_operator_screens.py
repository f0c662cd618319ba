"""Every screen that the operators see: preview, questions, card, end, key lines, lists."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from bot.domain.model import (
    SWAPPED,
    Asking,
    Draft,
    Incident,
    IncidentState,
    ResponseState,
    Standing,
    Verdict,
    Wave,
)
from bot.domain.situation import Coverage, Delivery, FieldNote, Responder, Situation
from bot.texts import operator
from bot.texts.voice import Voice
from tests.unit.texts.stage import (
    ALL_KINDS,
    CITY,
    ENDS,
    FEW_KINDS,
    ID,
    MEDIA,
    PLAIN,
    POINT,
    T0,
    ZONE,
    People,
    drill,
    ended,
    in_every_language,
    incident,
    real_and_drill,
    response,
    responses,
    sound,
    unmarked,
    whatever_people_type,
)

FOUND = ("kecamatan", "kelurahan", "place", "street", "junction", "coordinates", "location", "chosen")


def draft(people: People, kind: str = "kebakaran", **given: object) -> Incident:
    return incident(
        people,
        kind,
        state=IncidentState.DRAFT,
        opened_at=None,
        unclaimed_since=None,
        number="",
        wave=Wave.NONE,
        **given,
    )


def drafts(people: People, kind: str) -> Iterator[Incident]:
    """A draft with every question, every way of being found, and at its early end."""
    ready = draft(people, kind)
    yield from (replace(ready, found=how, found_name="Jalan Lingkar Tanjung Mas") for how in FOUND)
    yield replace(ready, snapped_m=212.4)
    at_border = replace(ready, zone="33.74.07", found="location", point=(-6.9904, 110.42294))
    yield from (at_border, replace(at_border, zone="33.74.01"))
    for asking in Asking:
        yield replace(ready, draft=Draft(asking=asking))
        yield replace(ready, kind="", zone="", found="", point=None, draft=Draft(asking=asking))
    yield replace(ready, kind="", draft=Draft(asking=Asking.KIND, typed_kind=people.name, kinds=FEW_KINDS))
    unplaced = replace(ready, zone="", found="", point=None)
    yield replace(unplaced, draft=Draft(asking=Asking.PLACE, zones=(ZONE, "33.74.10")))
    yield replace(unplaced, draft=Draft(asking=Asking.PLACE, outside="Kabupaten Demak"))
    swapped = Draft(asking=Asking.PLACE, outside=SWAPPED, zones=(ZONE,))
    yield replace(unplaced, found="coordinates", point=POINT, draft=swapped)
    yield replace(
        ready,
        state=IncidentState.CANCELLED,
        ended_at=T0,
        ended_by=people.name,
        draft=Draft(asking=Asking.KIND),
    )


def crowd(people: People) -> tuple[Responder, ...]:
    """More people than the card has room for, in every state."""
    some = tuple(Responder(r, people.name, "fkpm") for r in responses())
    late = response(ResponseState.ON_SCENE, on_scene_at=T0, aid=("rjp",), aid_people=4)
    return some + tuple(Responder(late, people.name, "komunitas lama") for _ in range(10))


def situations(people: People, kind: str) -> Iterator[Situation]:
    """A running incident with nobody, with a crowd and all that was reported, and ended."""
    quiet = incident(people, kind)
    yield Situation(quiet, T0, Delivery(48, 45, 3, 0), {ResponseState.ALARMED: 48})
    notes = [FieldNote(people.name, people.details or "x", "", T0)] + [
        FieldNote(people.name, "", media, T0) for media in MEDIA
    ]
    twin = replace(quiet, id=420, number="SMG-2026-0420")
    for wave, standing in zip((Wave.ZONE, Wave.NEIGHBOURS, Wave.CITY), Standing, strict=True):
        busy = replace(
            quiet,
            wave=wave,
            verdict=Verdict.GENUINE,
            standing=standing,
            officers_at=T0,
            officers_by=people.name,
            crowd=True,
            unclaimed_since=None,
        )
        yield Situation(
            busy,
            T0,
            Delivery(143, 100, 3, 40),
            dict.fromkeys(ResponseState, 20),
            crowd(people),
            tuple(notes),
            twins=(twin,),
        )
    for state in ENDS:
        yield Situation(ended(quiet, state, people.name), T0, responders=crowd(people))


@in_every_language
@whatever_people_type
@real_and_drill
def test_every_preview_is_sound(voice: Voice, people: People, practice: bool) -> None:
    """Whatever was typed, the preview and its questions are taken by Telegram and read well."""
    coverage = Coverage(48, 31, 9, 4, 3, 2)
    for kind in FEW_KINDS:
        for of in drafts(people, kind):
            of = replace(of, drill=practice)
            twin = replace(incident(people), id=420, number="SMG-2026-0420")
            for s in (Situation(of, T0, coverage=coverage, twins=(twin,)), Situation(of, T0)):
                sound(operator.card(voice, s))


@in_every_language
@whatever_people_type
@real_and_drill
def test_every_operator_card_is_sound(voice: Voice, people: People, practice: bool) -> None:
    """With a crowd of hostile names the card still fits, and its tag is on it."""
    for kind in FEW_KINDS:
        for s in situations(people, kind):
            s = replace(s, incident=drill(s.incident)) if practice else s
            shown = sound(operator.card(voice, s, "#SMG0420"))
            assert s.incident.tag in shown.text


@in_every_language
@pytest.mark.parametrize("kind", ALL_KINDS)
def test_every_kind_has_its_card(voice: Voice, kind: str) -> None:
    """Each kind of the pack is previewed and run under its name and with its agencies."""
    of = CITY.kind(kind)
    for s in situations(PLAIN, kind):
        assert of.name(voice.language).casefold() in sound(operator.card(voice, s)).text.casefold()
    shown = sound(operator.card(voice, Situation(draft(PLAIN, kind), T0)))
    assert [a for a in of.agencies if CITY.agencies[a].name not in shown.text] == []


def test_a_drill_is_marked_for_operators_too() -> None:
    """Preview, card and end of a drill say so on every line and button."""
    everything = [Situation(replace(d, drill=True), T0) for d in drafts(PLAIN, "kebakaran")]
    everything += [replace(s, incident=drill(s.incident)) for s in situations(PLAIN, "kebakaran")]
    for s in everything:
        shown = sound(operator.card(ID, s, "#LAT0011"))
        assert unmarked(shown) == []


@pytest.mark.parametrize(
    ("s", "first", "words"),
    [
        (Situation(draft(PLAIN), T0), "Periksa dulu, lalu siarkan", ["Siarkan", "Ubah", "Batal"]),
        (
            Situation(incident(), T0),
            "🔥 KEBAKARAN · darurat · sejak 14.05   #SMG0421",
            ["Ingatkan", "Perluas", "Daftar respon", "Batalkan siaga", "Tutup"],
        ),
        (
            Situation(incident(), T0, twins=(incident(number="SMG-2026-0420"),)),
            "🔥 KEBAKARAN · darurat · sejak 14.05   #SMG0421",
            ["Gabung"],
        ),
        (Situation(ended(incident(), ENDS[0], "Sari"), T0), "✅ DITUTUP Sari", ["Daftar respon"]),
        (Situation(ended(incident(), ENDS[1], "Sari"), T0), "🛑 BATAL SIAGA Sari", ["Daftar respon"]),
    ],
    ids=["preview", "running", "with a twin", "closed", "stood down"],
)
def test_the_contract_of_the_desk(s: Situation, first: str, words: list[str]) -> None:
    """The first line says what it is, and each button of the contract is there by its words."""
    shown = sound(operator.card(ID, s))
    assert shown.lines[0].startswith(first)
    texts = [b["text"] for b in shown.buttons]
    assert [w for w in words if not any(w in t for t in texts)] == []


def test_only_a_complete_draft_can_be_broadcast() -> None:
    """`Siarkan` stands under a preview that has kind and zone and no open question, and nowhere else."""
    for of in drafts(PLAIN, "kebakaran"):
        shown = sound(operator.card(ID, Situation(of, T0)))
        offered = any("Siarkan" in b["text"] for b in shown.buttons)
        assert offered == (of.complete and of.draft.asking is Asking.NOTHING and not of.ended)


def test_telegrams_silence_is_never_shown_as_read() -> None:
    """The card tells what Telegram accepted and what failed, and claims nothing of reading."""
    shown = sound(
        operator.card(ID, Situation(incident(), T0, Delivery(48, 45, 3), {ResponseState.ALARMED: 48}))
    )
    assert "Dipanggil 48 · diterima Telegram 45 · gagal 3" in shown.text
    assert "dibaca" not in shown.text.lower()


@pytest.mark.parametrize(
    ("delivery", "line"),
    [
        (Delivery(480, 312, 6, 162, 5.4), "312 dari 480 diterima Telegram, 6 gagal, sisanya ± 6 detik"),
        (Delivery(480, 312, 0, 168, 0.1), "312 dari 480 diterima Telegram, sisanya ± 1 detik"),
        (Delivery(480, 12, 6, 462, 38.0), "12 dari 480 diterima Telegram, 6 gagal, sisanya ± 40 detik"),
        (Delivery(480, 12, 6, 462, 130.0), "12 dari 480 diterima Telegram, 6 gagal, sisanya ± 2 menit"),
        (Delivery(480, 12, 6, 462), "6 gagal, sisanya menunggu: Telegram belum menjawab"),
        (Delivery(480, 470, 10), "Dipanggil 480 · diterima Telegram 470 · gagal 10"),
    ],
)
def test_the_card_says_how_far_the_alarms_are(delivery: Delivery, line: str) -> None:
    """While alarms are on their way: how many, how many failed, how long the rest takes; then the sum."""
    shown = sound(operator.card(ID, Situation(incident(), T0, delivery, {ResponseState.ALARMED: 480})))
    assert line in shown.text


def test_an_empty_zone_is_said() -> None:
    """When nobody can be called the preview says so before the broadcast."""
    nobody = sound(operator.card(ID, Situation(draft(PLAIN), T0, coverage=Coverage())))
    somebody = sound(operator.card(ID, Situation(draft(PLAIN), T0, coverage=Coverage(called=1))))
    assert "Tidak ada relawan" in nobody.text
    assert "Tidak ada relawan" not in somebody.text
