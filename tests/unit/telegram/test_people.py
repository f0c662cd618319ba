"""Menus and membership: who sees which commands, and who counts as an operator."""

from types import SimpleNamespace
from typing import Any

import pytest
from aiogram.exceptions import TelegramBadRequest
from aiogram.methods import GetChatMember
from aiogram.types import ChatMemberMember, ChatMemberRestricted, User

from bot.domain.people import Actor, Grant, Role
from bot.telegram.membership import REMEMBERED_SECONDS, Membership
from bot.telegram.menus import ADMIN, EVERYONE, OPERATOR, VOLUNTEER, commands_of
from tests.unit.domain.cast import BUDI

DESK, SARI = -1001, 501


@pytest.mark.parametrize(
    ("roles", "volunteer", "expected"),
    [
        ((), False, {*EVERYONE}),
        ((), True, {*EVERYONE, *VOLUNTEER}),
        ((Role.OPERATOR,), False, {*EVERYONE, *OPERATOR}),
        ((Role.ADMIN,), True, {*EVERYONE, *VOLUNTEER, *OPERATOR, *ADMIN}),
    ],
)
def test_a_menu_shows_only_what_one_may_do(
    roles: tuple[Role, ...], volunteer: bool, expected: set[str]
) -> None:
    """Everybody, volunteers, operators and admins see their own commands, each once."""
    actor = Actor(1, "x", frozenset(Grant(r) for r in roles), BUDI if volunteer else None)
    shown = commands_of(actor)
    assert expected <= set(shown)
    hidden = {*VOLUNTEER, *OPERATOR, *ADMIN} - expected
    assert hidden & set(shown) == set()
    assert len(shown) == len(set(shown))


class Telegram:
    """Answers getChatMember with one status, and counts how often it was asked."""

    def __init__(self, member: Any) -> None:
        self.member = member
        self.asked = 0

    async def get_chat_member(self, chat_id: int, user_id: int) -> Any:
        self.asked += 1
        if self.member is None:
            raise TelegramBadRequest(GetChatMember(chat_id=chat_id, user_id=user_id), "Bad Request: x")
        return self.member


def member(status: str, **more: Any) -> Any:
    return SimpleNamespace(status=status, **more)


def restricted(is_member: bool) -> ChatMemberRestricted:
    user = User(id=SARI, is_bot=False, first_name="Sari")
    rights = {n: False for n in ChatMemberRestricted.model_fields if n.startswith("can_")}
    return ChatMemberRestricted.model_validate(
        {"user": user.model_dump(), "is_member": is_member, "until_date": 0, **rights}
    )


@pytest.mark.parametrize(
    ("found", "in_group", "in_channel"),
    [
        (member("creator"), True, True),
        (member("administrator"), True, True),
        (ChatMemberMember(user=User(id=SARI, is_bot=False, first_name="Sari")), True, False),
        (restricted(True), True, False),
        (restricted(False), False, False),
        (member("left"), False, False),
        (member("kicked"), False, False),
        (None, False, False),
    ],
    ids=[
        "creator",
        "administrator",
        "member",
        "restricted",
        "restricted and gone",
        "left",
        "kicked",
        "error",
    ],
)
async def test_who_counts_as_an_operator(found: Any, in_group: bool, in_channel: bool) -> None:
    """Members of the group, administrators of the channel; not knowing means no."""
    for channel, expected in ((False, in_group), (True, in_channel)):
        membership = Membership(Telegram(found))  # type: ignore[arg-type]  # one method of the client is enough
        assert await membership.belongs(DESK, SARI, channel=channel) is expected


async def test_membership_is_remembered_shortly() -> None:
    """A thousand presses ask Telegram once, until half a minute passed or somebody left."""
    clock, telegram = [0.0], Telegram(member("administrator"))
    membership = Membership(telegram, lambda: clock[0])  # type: ignore[arg-type]  # as above
    for _ in range(3):
        assert await membership.belongs(DESK, SARI, channel=False)
    assert telegram.asked == 1
    clock[0] = REMEMBERED_SECONDS
    await membership.belongs(DESK, SARI, channel=False)
    assert telegram.asked == 2
    telegram.member = member("left")
    membership.forget(DESK, SARI)
    assert not await membership.belongs(DESK, SARI, channel=False)


async def test_an_unknown_membership_is_asked_again() -> None:
    """When Telegram does not answer, the refusal is not remembered."""
    telegram = Telegram(None)
    membership = Membership(telegram, lambda: 0.0)  # type: ignore[arg-type]  # as above
    assert not await membership.belongs(DESK, SARI, channel=False)
    telegram.member = member("member")
    assert await membership.belongs(DESK, SARI, channel=False)
