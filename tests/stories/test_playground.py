"""Whatever operator, volunteers and clock do, in any order: the promises hold, the screens are true."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.domain.escalation import LADDER
from bot.domain.model import Incident, IncidentState, Verdict
from bot.domain.notices import CardKind, CardRef, NoticeState, reply
from bot.domain.response import Answer
from bot.outbox.drawing import Drawing
from bot.outbox.known import gather
from bot.sandbox.markup import parse_html
from bot.sandbox.model import Json
from bot.storage.cards import cards
from bot.telegram.callbacks import pack
from bot.texts.screen import Screen
from bot.texts.wording import load_wording
from bot.zones.city import load_city
from tests.stories.conftest import JOKO
from tests.stories.test_roll import adds_up
from tests.stories.town import Town

DRAWING = Drawing(load_wording(), load_city("semarang"), "id")
REPORT = "/insiden kebakaran; Jl. Kelud Raya 12, Gajahmungkur; rumah {n}"
ALARM = "<b>KEBAKARAN</b>"
WORDS = [word.value for word in Verdict]

Deed = tuple[str, int, str]
"""What is done, to which of the incidents (counted from the newest), and by or with what."""


def deeds() -> st.SearchStrategy[Deed]:
    """Anything that anybody can do; what has no button just now is forged."""
    newest = st.sampled_from((0, 0, 0, 1))
    people = st.sampled_from(("budi", "agus", "wati"))
    plain = ("broadcast", "remind", "widen", "close", "stand_down", "merge")
    operator = st.tuples(st.sampled_from(plain), newest, st.just("sari"))
    judging = st.tuples(st.just("judge"), newest, st.sampled_from(WORDS))
    answers = [a.value for a in Answer]
    answering = st.tuples(
        st.sampled_from((*answers, Answer.COMING.value, "note", "eta", "aid")), newest, people
    )
    voting = st.tuples(st.sampled_from([f"vote {word}" for word in WORDS]), newest, people)
    clock = st.tuples(st.just("wait"), st.integers(1, 20), st.just(""))
    posting = st.tuples(st.just("post"), st.just(0), st.just("sari"))
    return st.one_of(answering, operator, clock, voting, judging, answering, clock, posting)


@dataclass
class Play:
    """One sequence, played in a town that has seen others before; its incidents are its own."""

    town: Town
    began: int
    ids: list[int] = field(default_factory=list)
    ended: dict[int, IncidentState] = field(default_factory=dict)

    async def do(self, deed: Deed) -> None:
        what, which, who = deed
        if what == "wait":
            await self.town.wait(which)
        elif what == "post":
            await self.town.sari.says(REPORT.format(n=len(self.ids)))
            self.ids.append(await self._newest())
        elif what == "note":
            await self.town.phones[who].says("api di dapur")
        else:
            subject = self.ids[-1 - which % len(self.ids)]
            await self._press(what, subject, who)

    async def _press(self, what: str, subject: int, who: str) -> None:
        verb, _, word = what.partition(" ")
        if verb in ("broadcast", "remind", "widen", "close", "stand_down"):
            await self.town.sari.forges(f"{verb}:{subject}:")
        elif verb == "merge":
            await self.town.sari.forges(f"merge:{subject}:{self.ids[0]}")
        elif verb == "judge":
            await self.town.sari.forges(f"judge:{subject}:{who}")
        elif verb == "aid":
            for data in (
                f"aid:{subject}:",
                f"aid_what:{subject}:rjp",
                f"aid_next:{subject}:",
                f"aid_count:{subject}:2",
            ):
                await self.town.phones[who].forges(data)
        else:
            await self.town.phones[who].forges(f"{verb}:{subject}:{word or ('10' if verb == 'eta' else '')}")

    async def _newest(self) -> int:
        async with self.town.app.db.read() as work:
            drafts = await work.incidents.in_state(IncidentState.DRAFT)
        return max(i.id for i in drafts)

    async def incidents(self) -> Sequence[Incident]:
        return [await self.town.incident(i) for i in self.ids]

    async def check(self) -> None:
        """What holds after every single deed."""
        now = self.town.clock.now()
        for incident in await self.incidents():
            if incident.id in self.ended:
                assert incident.state is self.ended[incident.id], "a closed incident was left"
            if incident.ended:
                self.ended[incident.id] = incident.state
                assert incident.due_at is None
            running = incident.state is IncidentState.OPEN and incident.unclaimed_since is not None
            if running and incident.steps_told < len(LADDER):
                assert incident.due_at is not None, "nobody comes, and the clock has forgotten it"
                assert incident.due_at > now

    async def check_at_the_end(self) -> None:
        """What holds after the whole sequence."""
        incidents = await self.incidents()
        for incident in incidents:
            if incident.number:
                self._check_alarms(incident)
                await self._check_roll(incident)
        async with self.town.app.db.read() as work:
            assert await work.cards.dirty() == 0
            assert (await work.notices.tally()).get(NoticeState.WAITING, 0) == 0
        for incident in incidents:
            await self._check_cards(incident)

    def _check_alarms(self, incident: Incident) -> None:
        sent = [
            e.chat_id
            for e in self.town.calls("sendMessage", self.began)
            if ALARM in e.params["text"] and f"{incident.tag}\n" in e.params["text"]
            if isinstance(e.chat_id, int) and e.chat_id > 0
        ]
        twice = {chat: n for chat, n in Counter(sent).items() if n > 1}
        assert not twice, f"alarmed twice for {incident.tag}: {twice}"

    async def _check_roll(self, incident: Incident) -> None:
        wish = replace(reply("roll", self.town.desk.id, "roll"), incident_id=incident.id)
        async with self.town.app.db.read() as work:
            screen = await DRAWING.notice(work, wish, await gather(work, [wish]), self.town.clock.now())
            alarmed = await work.responses.alarmed_ids(incident.id)
        assert isinstance(screen, Screen)
        text = parse_html(screen.text)[0]
        assert f"Dipanggil {len(alarmed)} ·" in text
        adds_up(text)

    async def _check_cards(self, incident: Incident) -> None:
        """Every card in every chat reads as it would be drawn now from what is stored."""
        query = sa.select(cards).where(
            cards.c.subject_id == incident.id,
            cards.c.kind.in_([CardKind.OPERATOR, CardKind.VOLUNTEER]),
            cards.c.message_id.is_not(None),
        )
        async with self.town.app.db.engine.connect() as connection:
            rows = (await connection.execute(query)).all()
        assert rows
        for row in rows:
            ref = CardRef(
                kind=row.kind, chat_id=row.chat_id, subject_id=incident.id, volunteer_id=row.volunteer_id
            )
            async with self.town.app.db.read() as work:
                screen = await DRAWING.card(work, ref, lambda _calls: None, self.town.clock.now())
            assert screen is not None
            shown = self._shown(row.chat_id, row.message_id)
            assert shown["text"] == parse_html(screen.text)[0]
            assert _buttons(shown) == _wanted(screen)

    def _shown(self, chat_id: int, message_id: int) -> Json:
        reader = self.town.sari.user_id if chat_id < 0 else chat_id
        messages = self.town.sandbox.people.messages(reader, chat_id if chat_id < 0 else 0)
        return next(m for m in messages if m["message_id"] == message_id)

    async def end(self) -> None:
        """Clean up for the next sequence: nothing runs, and nothing is near in time."""
        for incident in await self.incidents():
            await self.town.sari.forges(f"discard:{incident.id}:")
            await self.town.sari.forges(f"close:{incident.id}:")
        await self.town.wait(45)


def _buttons(message: Json) -> list[list[tuple[str, str]]]:
    return [[(b["text"], b.get("data") or b["url"]) for b in row] for row in message["buttons"]]


def _wanted(screen: Screen) -> list[list[tuple[str, str]]]:
    return [[(b.words, pack(b.press) if b.press else b.url) for b in row] for row in screen.rows]


@given(story=st.lists(deeds(), min_size=3, max_size=15))
@settings(
    max_examples=12,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
async def test_any_sequence(town: Town, story: list[Deed]) -> None:
    """Nothing leaves its end, alarms anybody twice or is forgotten; rolls add up, screens are true."""
    town.sandbox.people.unblock(JOKO)
    await town.settle()
    play = Play(town, town.sandbox.calls.total)
    for deed in [("post", 0, "sari"), ("broadcast", 0, "sari"), *story]:
        await play.do(deed)
        await play.check()
    await play.check_at_the_end()
    await play.end()
