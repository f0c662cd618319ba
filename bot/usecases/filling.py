"""How are the questions answered? Typed words, a shared location, or a button."""

from dataclasses import replace

from bot.domain.errors import Reason, Refused
from bot.domain.model import LINK, SWAPPED, IncidentState, Point
from bot.domain.people import Volunteer, VolunteerStatus
from bot.domain.registration import SKILLS, Step, after, name_problem, step_of
from bot.domain.roster import tame
from bot.storage.unit_of_work import Work
from bot.texts.wording import LANGUAGES
from bot.usecases import placing
from bot.usecases.base import Call, Heard, Said
from bot.usecases.questions import Questions
from bot.zones.model import Kelurahan

PLACES = (Step.HOME, Step.WORK)
TYPED = (Step.NAME, *PLACES, Step.CONTACT)


class Filling(Questions):
    """Answers to the questions of a registration or a profile."""

    async def text(self, call: Call, text: str) -> bool:
        """Typed words, when a question waits for them; False when none does."""
        person = call.actor.volunteer
        if person is None or not await self._waits(person, TYPED):
            return False
        async with self.db.work(call.now, call.update_id) as work:
            current = await self._not_suspended(work, call, person)
            if current is None:
                return True
            match step_of(current):
                case Step.NAME:
                    await self._named(work, call, current, tame(text))
                case Step.HOME | Step.WORK:
                    await self._typed_place(work, call, current, text)
                case _:
                    await self.ask_next(work, call, current, step_of(current))
        return True

    async def _waits(self, person: Volunteer, steps: tuple[Step, ...]) -> bool:
        """Is one of these questions open? Who takes part in an incident answers none: it is a field note.
        Who registers is asked once more whatever the question is."""
        step = step_of(person)
        if person.status is VolunteerStatus.REGISTERING:
            return step is not Step.NOTHING
        return step in steps and not await self._takes_part(person)

    async def _not_suspended(self, work: Work, call: Call, person: Volunteer) -> Volunteer | None:
        """The person as stored now; None when suspended meanwhile, which is said."""
        current = await self.person_of(work, call.actor) or person
        if current.status is not VolunteerStatus.SUSPENDED:
            return current
        await self.say(work, call, f"refused-{Reason.SUSPENDED.value}")
        return None

    async def _takes_part(self, person: Volunteer) -> bool:
        async with self.db.read() as work:
            running = [i.id for i in await work.incidents.in_state(IncidentState.OPEN)]
            return await work.responses.current_of(person.id, running) is not None

    async def _named(self, work: Work, call: Call, person: Volunteer, name: str) -> None:
        problem = name_problem(name)
        if problem:
            await self.say(work, call, f"join-name-{problem}")
            return
        person = replace(person, name=name)
        await self.ask_next(work, call, person, after(person))

    async def _typed_place(self, work: Work, call: Call, person: Volunteer, text: str) -> None:
        placed = placing.by_text(self.city, text)
        if placed.zone:
            village = placed.found_name if placed.found == "kelurahan" else ""
            await self._placed(work, call, person, placed.zone, placed.point, village)
        elif placed.zones and placed.outside != SWAPPED:
            await self.ask_next(work, call, person, step_of(person), zones="|".join(placed.zones))
        else:
            await self._not_placed(work, call, person, placed, text)

    async def _not_placed(
        self, work: Work, call: Call, person: Volunteer, placed: placing.Placing, word: str
    ) -> None:
        """Say why the place was not taken, and ask again."""
        key = "join-place-outside" if placed.outside else "join-place-unknown"
        if placed.outside == LINK:
            key = "join-place-link"
        if placed.outside == SWAPPED and placed.point is not None:
            key, word = "join-place-swapped", f"{placed.point[0]}, {placed.point[1]}"
        await self.ask_next(work, call, person, step_of(person), problem=key, word=word[:60])

    async def location(self, call: Call, point: Point) -> bool:
        """A shared location as home or work; False when no question waits for one."""
        person = call.actor.volunteer
        if person is None or not await self._waits(person, PLACES):
            return False
        async with self.db.work(call.now, call.update_id) as work:
            current = await self._not_suspended(work, call, person)
            if current is None:
                return True
            if step_of(current) not in PLACES:
                await self.ask_next(work, call, current, step_of(current))
                return True
            placed = placing.by_point(self.city, point)
            if placed.zone:
                await self._placed(work, call, current, placed.zone, point, placed.found_name, exact=True)
            else:
                await self._not_placed(work, call, current, placed, "")
        return True

    async def choose(self, call: Call, what: str, word: str) -> Heard:
        """A button of one of the questions; one of an older question is refused."""
        async with self.db.work(call.now, call.update_id) as work:
            person = await self.person_of(work, call.actor)
            if person is None:
                return Refused(Reason.NOT_NOW)
            if person.status is VolunteerStatus.SUSPENDED:
                return Refused(Reason.SUSPENDED)
            if what == "skill" and step_of(person) is Step.SKILLS:
                await self._skill(work, call, person, word)
            elif what == "community" and step_of(person) is Step.COMMUNITY:
                if self.city.community(word) is None:
                    return Refused(Reason.STALE_BUTTON)
                person = replace(person, community=word)
                await self.ask_next(work, call, person, after(person))
            elif what in ("zone", "village", "same", "skip") and step_of(person) in PLACES:
                if not await self._chosen_place(work, call, person, what, word):
                    return Refused(Reason.STALE_BUTTON)
            elif what == "language" and step_of(person) is Step.LANGUAGE and word in LANGUAGES:
                await self.ask_next(work, call, replace(person, language=word), Step.NOTHING)
            else:
                return Refused(Reason.NOT_NOW)
            return Said("toast-done")

    async def _skill(self, work: Work, call: Call, person: Volunteer, word: str) -> None:
        if word == "done":
            await self.ask_next(work, call, person, after(person))
        elif word in SKILLS:
            rest = tuple(s for s in person.skills if s != word)
            skills = rest if word in person.skills else (*rest, word)
            await self.ask_next(work, call, replace(person, skills=skills), Step.SKILLS)

    async def _chosen_place(self, work: Work, call: Call, person: Volunteer, what: str, word: str) -> bool:
        home = step_of(person) is Step.HOME
        if what == "zone" and word in self.city.zones:
            await self.ask_next(work, call, person, step_of(person), zone=word)
        elif what == "village" and (found := self._village(word)) is not None:
            point = (found.point.lat, found.point.lon) if found.point else None
            await self._placed(work, call, person, found.zone_code, point, found.name)
        elif what == "village" and word in self.city.zones:
            centre = self.city.zones[word].centroid
            await self._placed(work, call, person, word, (centre.lat, centre.lon), "")
        elif what == "same" and not home:
            person = replace(
                person,
                work_zone=person.home_zone,
                work_point=person.home_point,
                work_exact=person.home_exact,
            )
            await self.ask_next(work, call, person, after(person))
        elif what == "skip" and not home:
            person = replace(person, work_zone="", work_point=None, work_exact=False)
            await self.ask_next(work, call, person, after(person))
        else:
            return False
        return True

    def _village(self, code: str) -> Kelurahan | None:
        return self.city.kelurahan.get(code)

    async def _placed(
        self,
        work: Work,
        call: Call,
        person: Volunteer,
        zone: str,
        point: Point | None,
        village: str,
        *,
        exact: bool = False,
    ) -> None:
        if step_of(person) is Step.HOME:
            person = replace(
                person, home_zone=zone, home_point=point, home_kelurahan=village[:64], home_exact=exact
            )
        else:
            person = replace(person, work_zone=zone, work_point=point, work_exact=exact)
        await self.ask_next(work, call, person, after(person))
