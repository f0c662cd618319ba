"""One call to Telegram: what is sent, to whom, and how?"""

from dataclasses import dataclass

from bot.domain.notices import NoticeKind, Urgency
from bot.storage.claims import Leased, LeasedCard
from bot.telegram.faults import Fault
from bot.telegram.sending import Accepted, Sender
from bot.texts.screen import Screen

Item = Leased | LeasedCard


@dataclass(frozen=True, slots=True, eq=False)
class Job:
    """A notice, or the redraw of a card, drawn and ready to leave."""

    item: Item
    screen: Screen

    @property
    def chat_id(self) -> int:
        return self.item.chat_id

    @property
    def urgency(self) -> Urgency:
        return self.item.urgency

    @property
    def name(self) -> str:
        """What it is, for the named points before and after the call."""
        return kind_of(self.item)


def kind_of(item: Item) -> str:
    """The notice's kind, or the card's."""
    return item.notice.kind.value if isinstance(item, Leased) else f"{item.ref.kind.value} card"


async def call(sender: Sender, job: Job) -> Accepted | Fault:
    """Make the call; faults come back sorted."""
    item = job.item
    if isinstance(item, LeasedCard):
        if item.message_id is not None:
            return await sender.edit(job.chat_id, item.message_id, job.screen)
        return await sender.send(job.chat_id, job.screen, item.reply_to)
    args = item.notice.args
    if item.notice.kind is NoticeKind.NOTE and args.get("file_id"):
        return await sender.send_file(job.chat_id, str(args["media"]), str(args["file_id"]), job.screen)
    reply_to = args.get("reply_to")
    return await sender.send(job.chat_id, job.screen, int(reply_to) if reply_to else None)
