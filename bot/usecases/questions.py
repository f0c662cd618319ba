"""What do registration and profile share? The person, the next question, and the welcome."""

from dataclasses import replace

from bot.domain.notices import CardKind, Notice, NoticeKind, Urgency, reply
from bot.domain.people import Actor, Volunteer, VolunteerStatus
from bot.domain.registration import AGAIN, Step, asked_again, step_of
from bot.storage.unit_of_work import Work
from bot.usecases.base import Call, UseCase


class Questions(UseCase):
    """One question at a time; every answer is kept at once, so it can be resumed."""

    async def person_of(self, work: Work, actor: Actor) -> Volunteer | None:
        if actor.user_id is None:
            return None
        return await work.volunteers.by_telegram(actor.user_id, lock=True)

    async def ask_next(
        self, work: Work, call: Call, person: Volunteer, step: Step, /, **args: str | int
    ) -> None:
        """Keep the person and put the next question; without one, show the profile."""
        mark = AGAIN if asked_again(person) and step is step_of(person) else ""
        await work.volunteers.save(replace(person, step=step.value + mark))
        if person.status is VolunteerStatus.PENDING:
            await work.cards.touch_all(CardKind.APPROVAL, person.id, Urgency.CARD, call.now)
        question = reply(call.key, call.chat_id, "join", step=step.value, **args)
        await work.notices.add([replace(question, volunteer_id=person.id)], call.now)

    async def say(self, work: Work, call: Call, text: str, /, **args: str | int) -> None:
        await work.notices.add([reply(call.key, call.chat_id, text, **args)], call.now)

    async def welcome(self, work: Work, call: Call, person: Volunteer) -> None:
        """Approved: told, taught to unmute the chat, and given a test alarm to answer."""
        assert person.telegram_id is not None
        told = Notice(
            key=f"welcome:{person.id}:{call.key}",
            kind=NoticeKind.REPLY,
            chat_id=person.telegram_id,
            urgency=Urgency.PROMPT,
            volunteer_id=person.id,
            args={"text": "join-welcome", "name": person.name},
        )
        test = Notice(
            key=f"test:{person.id}:{call.key}",
            kind=NoticeKind.TEST_ALARM,
            chat_id=person.telegram_id,
            urgency=Urgency.PROMPT,
            rank=1,
            volunteer_id=person.id,
        )
        await work.notices.add([told, test], call.now)
