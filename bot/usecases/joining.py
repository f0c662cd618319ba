"""How does somebody join? One question at a time; every answer is kept at once, so it can be resumed."""

from dataclasses import replace

from bot.domain.errors import Reason, Refused
from bot.domain.notices import CardKind, CardRef, Notice, NoticeKind, Urgency
from bot.domain.people import Actor, Reach, Volunteer, VolunteerStatus
from bot.domain.registration import AGAIN, PROFILE_STEPS, Step, after, complete, first_missing, step_of
from bot.domain.roster import Mistake, normal_phone, tame
from bot.storage.unit_of_work import Work
from bot.usecases.base import Call, Heard, Said, record
from bot.usecases.questions import Questions


class Joining(Questions):
    """Registration and profile: the same questions."""

    async def begin(self, call: Call, *, anew: bool = False) -> Heard:
        """`Daftar jadi relawan`, `/daftar`: start, or go on where it stopped; `anew` starts over."""
        async with self.db.work(call.now, call.update_id) as work:
            person = await self.person_of(work, call.actor)
            if person is not None and person.status is VolunteerStatus.SUSPENDED:
                await self.say(work, call, f"refused-{Reason.SUSPENDED.value}")
                return Refused(Reason.SUSPENDED)
            if person is not None and person.status in (VolunteerStatus.PENDING, VolunteerStatus.ACTIVE):
                await self.say(work, call, "join-known", status=person.status.value)
                return Said("toast-done")
            if person is None:
                person = await work.volunteers.add(self._newcomer(call.actor))
            person = replace(person, status=VolunteerStatus.REGISTERING)
            if anew:
                person = replace(self._newcomer(call.actor), id=person.id, decided_at=person.decided_at)
            await self.ask_next(work, call, person, first_missing(person))
            return Said("toast-done")

    def _newcomer(self, actor: Actor) -> Volunteer:
        """Somebody who has just asked to join, with the name that Telegram gives."""
        known = self.city.communities
        return Volunteer(
            id=0,
            telegram_id=actor.user_id,
            name=tame(actor.name),
            community=known[0].key if len(known) == 1 else "",
            status=VolunteerStatus.REGISTERING,
            reach=Reach.UNTESTED,
        )

    async def consent(self, call: Call) -> Heard:
        """`Saya setuju`: what is kept may be kept, and from now on the journal knows of it."""
        async with self.db.work(call.now, call.update_id) as work:
            person = await self.person_of(work, call.actor)
            if person is None or step_of(person) is not Step.CONSENT:
                return Refused(Reason.NOT_NOW)
            person = replace(person, consented_at=call.now)
            await record(work, call, "consented")
            await self.ask_next(work, call, person, after(person))
            return Said("toast-done")

    async def decline(self, call: Call) -> Heard:
        """`Tidak jadi`: nothing is kept."""
        async with self.db.work(call.now, call.update_id) as work:
            person = await self.person_of(work, call.actor)
            if person is None or person.status is not VolunteerStatus.REGISTERING:
                return Refused(Reason.NOT_NOW)
            await work.volunteers.remove(person.id)
            await self.say(work, call, "join-declined")
            return Said("toast-done")

    async def contact(self, call: Call, phone: str, owner_id: int | None) -> None:
        """A shared contact. Only the sender's own counts, and a number belongs to one account."""
        async with self.db.work(call.now, call.update_id) as work:
            person = await self.person_of(work, call.actor)
            if person is None or step_of(person) is not Step.CONTACT:
                await self.say(work, call, "not-understood")
                return
            if owner_id != call.actor.user_id:
                await self.say(work, call, "join-foreign-contact")
                return
            try:
                number = normal_phone(phone if phone.startswith(("+", "0")) else f"+{phone}")
            except Mistake:
                await self.say(work, call, "join-bad-phone")
                return
            holder = await work.volunteers.by_phone(number)
            if holder is not None and holder.id != person.id:
                await self._claim(work, call, person, holder)
                return
            person = replace(person, phone=number)
            await self.ask_next(work, call, person, after(person))

    async def _claim(self, work: Work, call: Call, person: Volunteer, holder: Volunteer) -> None:
        """The number is known: an imported person is linked to this account, another account is refused.

        A member who shares it stays who he is.
        """
        if holder.telegram_id is not None or person.status is not VolunteerStatus.REGISTERING:
            await self.say(work, call, "join-phone-taken")
            return
        await work.volunteers.remove(person.id)
        linked = replace(
            holder, telegram_id=person.telegram_id, consented_at=person.consented_at, reach=Reach.UNTESTED
        )
        await record(work, call, "account-linked", volunteer=holder.id)
        if linked.status is VolunteerStatus.ACTIVE:
            await work.volunteers.save(replace(linked, step=Step.NOTHING.value))
            await self.welcome(work, call, linked)
        elif linked.status is VolunteerStatus.SUSPENDED:
            await work.volunteers.save(replace(linked, step=Step.NOTHING.value))
            await self.say(work, call, f"refused-{Reason.SUSPENDED.value}")
        else:
            linked = replace(linked, status=VolunteerStatus.REGISTERING)
            await self.ask_next(work, call, linked, first_missing(linked))

    async def confirm(self, call: Call) -> Heard:
        """`Kirim pendaftaran`: the coordinators of the community, else the operators, are asked."""
        async with self.db.work(call.now, call.update_id) as work:
            person = await self.person_of(work, call.actor)
            if person is None or person.status is not VolunteerStatus.REGISTERING:
                return Refused(Reason.NOT_NOW)
            if not complete(person):
                await self.ask_next(work, call, person, first_missing(person))
                return Refused(Reason.INCOMPLETE_REGISTRATION)
            once_more = person.decided_at is not None
            person = replace(person, status=VolunteerStatus.PENDING, step=Step.NOTHING.value)
            await work.volunteers.save(person)
            await record(work, call, "registration-sent")
            for chat in await self.deciders(work, person):
                ref = CardRef(kind=CardKind.APPROVAL, chat_id=chat, subject_id=person.id)
                await work.cards.touch(ref, Urgency.PROMPT, call.now)
                if once_more:
                    await work.notices.add([_applies_again(call, person, chat)], call.now)
            await self.say(work, call, "join-sent")
            return Said("toast-done")

    async def deciders(self, work: Work, person: Volunteer) -> list[int]:
        """The chats where this registration is decided."""
        coordinators = list(await work.roles.coordinators(person.community))
        desk = await self.operator_chat(work)
        return coordinators or ([desk] if desk is not None else [])

    async def profile(self, call: Call) -> None:
        """`/profil`: what is kept of the person, each part with its button."""
        async with self.db.work(call.now, call.update_id) as work:
            person = await self.person_of(work, call.actor)
            if person is None or person.status is VolunteerStatus.REJECTED:
                await self.say(work, call, f"refused-{Reason.NOT_VOLUNTEER.value}")
            elif person.status is VolunteerStatus.SUSPENDED:
                await self.say(work, call, f"refused-{Reason.SUSPENDED.value}")
            elif person.status is VolunteerStatus.REGISTERING:
                await self.ask_next(work, call, person, first_missing(person))
            else:
                await self.ask_next(work, call, person, Step.NOTHING)

    async def edit(self, call: Call, step: str) -> Heard:
        """A part of the profile or of the registration is to be changed."""
        if step not in {s.value for s in PROFILE_STEPS}:
            return Refused(Reason.STALE_BUTTON)
        async with self.db.work(call.now, call.update_id) as work:
            person = await self.person_of(work, call.actor)
            if person is None or person.status is VolunteerStatus.REJECTED:
                return Refused(Reason.NOT_NOW)
            if person.status is VolunteerStatus.SUSPENDED:
                return Refused(Reason.SUSPENDED)
            if person.status is VolunteerStatus.REGISTERING:
                if not complete(person):
                    return Refused(Reason.NOT_NOW)
                person = replace(person, step=step + AGAIN)
            await self.ask_next(work, call, person, Step(step))
            return Said("toast-done")


def _applies_again(call: Call, person: Volunteer, chat: int) -> Notice:
    """The decided card becomes open again by an edit, which nobody hears; this is heard."""
    return Notice(
        key=f"again:{person.id}:{chat}:{call.key}",
        kind=NoticeKind.REPLY,
        chat_id=chat,
        urgency=Urgency.PROMPT,
        args={"text": "approval-again", "name": person.name},
    )
