"""What must be known to draw these notices? Fetched for all of them at once, inside one transaction."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from bot.domain.model import Incident, Response
from bot.domain.notices import Notice, NoticeKind
from bot.domain.people import Volunteer
from bot.storage.unit_of_work import Work


@dataclass(slots=True)
class Known:
    """Incidents, responses and readers by what a notice names."""

    incidents: dict[int, Incident] = field(default_factory=dict)
    responses: dict[tuple[int, int], Response] = field(default_factory=dict)
    people: dict[int, Volunteer] = field(default_factory=dict)
    chats: dict[int, Volunteer] = field(default_factory=dict)
    never_called: dict[int, set[int]] = field(default_factory=dict)

    def incident(self, notice: Notice) -> Incident | None:
        return self.incidents.get(notice.incident_id or 0)

    def response(self, notice: Notice) -> Response | None:
        return self.responses.get((notice.incident_id or 0, notice.volunteer_id or 0))

    def was_called(self, notice: Notice) -> bool:
        """Has the alarm of this incident perhaps reached the receiver?"""
        return notice.volunteer_id not in self.never_called.get(notice.incident_id or 0, ())

    def person(self, notice: Notice) -> Volunteer | None:
        """Whom the notice concerns, else whose private chat it goes to (its id is the person's)."""
        if notice.volunteer_id is not None:
            return self.people.get(notice.volunteer_id)
        return self.chats.get(notice.chat_id)


async def gather(work: Work, notices: Sequence[Notice]) -> Known:
    """Everything about these notices, in a handful of queries however many they are."""
    known = Known()
    about = {n.incident_id for n in notices if n.incident_id is not None}
    if about:
        known.incidents = await work.incidents.many(about)
    for incident_id in about:
        named = [n.volunteer_id for n in notices if n.incident_id == incident_id and n.volunteer_id]
        if named:
            for response in await work.responses.many(incident_id, named):
                known.responses[incident_id, response.volunteer_id] = response
    for incident_id in {n.incident_id or 0 for n in notices if n.kind is NoticeKind.STAND_DOWN} - {0}:
        known.never_called[incident_id] = await work.notices.never_called(incident_id)
    people = {n.volunteer_id for n in notices if n.volunteer_id is not None}
    if people:
        known.people = await work.volunteers.many(people)
    for chat_id in {n.chat_id for n in notices if n.volunteer_id is None and n.chat_id > 0}:
        reader = await work.volunteers.by_telegram(chat_id)
        if reader is not None:
            known.chats[chat_id] = reader
    return known
