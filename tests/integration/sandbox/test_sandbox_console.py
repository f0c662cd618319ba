"""Can everything that people do, and everything that goes wrong, be worked over HTTP?"""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientError, ClientSession

from bot.sandbox.server import Sandbox

TOKEN = "112000333:AAkentongan-sandbox-token-000000000"  # a token of the sandbox's own


class Page:
    """What the console page does: JSON calls below /sandbox, and Bot API calls beside them."""

    def __init__(self, sandbox: Sandbox, session: ClientSession) -> None:
        self.sandbox = sandbox
        self.session = session

    async def get(self, path: str, expect: int = 200) -> Any:
        async with self.session.get(f"{self.sandbox.url}/sandbox/{path}") as answer:
            assert answer.status == expect, await answer.text()
            return await answer.json()

    async def post(self, path: str, expect: Any = 200, **body: Any) -> Any:
        async with self.session.post(f"{self.sandbox.url}/sandbox/{path}", json=body) as answer:
            assert answer.status == expect, await answer.text()
            return await answer.json()

    async def api(self, method: str, **params: Any) -> Any:
        async with self.session.post(f"{self.sandbox.url}/bot{TOKEN}/{method}", json=params) as answer:
            return await answer.json()


@pytest.fixture
async def page() -> AsyncIterator[Page]:
    """A started sandbox and a page that speaks to it."""
    sandbox = Sandbox()
    await sandbox.start()
    async with ClientSession() as session:
        yield Page(sandbox, session)
    await sandbox.stop()


async def cast(page: Page) -> tuple[int, int, int]:
    """A bot, Budi, and a supergroup of Sari's with both in it; ids of Budi, Sari and the group."""
    bot = (await page.post("bots", token=TOKEN, username="kbot", name="Kentongan"))["id"]
    sari = (await page.post("users", first_name="Sari"))["id"]
    budi = (await page.post("users", first_name="Budi", phone="+62811"))["id"]
    group = (await page.post("supergroups", title="Posko 112", owner=sari))["id"]
    for member in (bot, budi):
        await page.post("members", chat=group, user=member, status="member")
    return budi, sari, group


async def test_a_whole_story(page: Page) -> None:
    """People and chats are made, a message is sent, its button pressed and the answer read, all over HTTP."""
    budi, _, _ = await cast(page)
    await page.post("act", **{"as": budi, "do": "start", "payload": "x"})
    keys = {"inline_keyboard": [[{"text": "✅ Menuju lokasi", "callback_data": "c"}]]}
    sent = (
        await page.api("sendMessage", chat_id=budi, text="<b>Api</b>", parse_mode="HTML", reply_markup=keys)
    )["result"]
    press = {"as": budi, "do": "press", "message_id": sent["message_id"], "button": "menuju lokasi"}
    query = (await page.post("act", **press))["query_id"]
    assert await page.get(f"queries/{query}") == {"answered": False}
    await page.api("answerCallbackQuery", callback_query_id=query, text="ok")
    assert (await page.get(f"queries/{query}"))["text"] == "ok"
    view = await page.get(f"chats/{budi}?as={budi}")
    assert [m["html"] for m in view["messages"]] == ["/start x", "<b>Api</b>"]


async def test_gone_button(page: Page) -> None:
    """Pressing what is not there answers 400 and says so."""
    budi, _, _ = await cast(page)
    await page.post("act", **{"as": budi, "do": "start"})
    press = {"as": budi, "do": "press", "message_id": 99, "button": "Ya"}
    assert "no such button" in (await page.post("act", 400, **press))["error"]


@pytest.mark.parametrize(
    "act",
    [
        {"do": "dance"},
        {"do": "text", "text": "a", "chat": -5},
        {"do": "text"},
        {"do": "text", "text": ""},
        {"do": "press", "message_id": 1, "button": "x", "colour": "red"},
        {"do": "text", "text": "not started"},
    ],
)
async def test_bad_acts(page: Page, act: dict[str, Any]) -> None:
    """What a phone cannot do, or what is not understood, is refused with a reason."""
    budi, _, _ = await cast(page)
    assert (await page.post("act", 400, **{"as": budi}, **act))["error"]


async def test_group_acts(page: Page) -> None:
    """Texts, files, places, contacts, replies, edits, deletions and leaving work in a group."""
    budi, sari, group = await cast(page)
    here = {"as": budi, "chat": group}
    first = (await page.post("act", **here, do="command", text="/insiden"))["message_id"]
    await page.post("act", **here, do="reply", message_id=first, text="ralat")
    await page.post("act", **here, do="photo", caption="asap")
    await page.post("act", **here, do="location", lat=-6.98, lon=110.41)
    await page.post("act", **here, do="contact")
    await page.post("act", **here, do="edit", message_id=first, text="/insiden banjir")
    last = (await page.post("act", **here, do="text", text="salah kirim"))["message_id"]
    await page.post("act", **here, do="delete", message_id=last)
    await page.post("act", **here, do="leave")
    view = await page.get(f"chats/{group}?as={sari}")
    kinds = [m["kind"] for m in view["messages"] if m["kind"] != "service"]
    assert kinds == ["text", "text", "photo", "location", "contact"]
    await page.get(f"chats/{group}?as={budi}", 400)


async def test_faults_and_limits(page: Page) -> None:
    """Faults and limits are switched while running, and the log counts what happened."""
    budi, _, _ = await cast(page)
    await page.post("act", **{"as": budi, "do": "start"})
    rule = {"what": "too_many", "chat": budi, "count": 1, "retry_after": 4}
    assert (await page.post("faults", rules=[rule]))["rules"] == 1
    refused = await page.api("sendMessage", chat_id=budi, text="a")
    assert refused["parameters"] == {"retry_after": 4}
    await page.post("faults", clear=True)
    assert (await page.api("sendMessage", chat_id=budi, text="a"))["ok"]
    assert (await page.post("limits", overall="window", rate=30))["overall"] == "window"
    log = await page.get("log?since=0")
    assert [entry["outcome"] for entry in log["calls"]] == ["429", "ok"]
    assert log["counters"]["too_many"] == 1
    assert (await page.get("log?since=1"))["calls"][0]["message_id"] == 2


async def test_unknown_fault(page: Page) -> None:
    """A fault that does not exist is refused by name."""
    assert "unknown fault" in (await page.post("faults", 400, rules=[{"what": "gremlins"}]))["error"]


async def test_stop_and_go(page: Page) -> None:
    """The API can be stopped and started over HTTP; the console stays open."""
    await cast(page)
    await page.post("faults", accepting=False)
    with pytest.raises(ClientError):
        await page.api("getMe")
    await page.post("faults", accepting=True)
    assert (await page.api("getMe"))["ok"]


async def test_waiting_for_a_change(page: Page) -> None:
    """A wait ends when the chat changes and not before."""
    budi, _, group = await cast(page)
    revision = (await page.get(f"chats/{group}?as={budi}"))["revision"]
    path = f"wait?as={budi}&chat={group}&since={revision}"
    assert (await page.get(f"{path}&timeout=0.1"))["changed"] is False
    waiting = asyncio.create_task(page.get(f"{path}&timeout=5"))
    await asyncio.sleep(0.1)
    await page.post("act", **{"as": budi, "chat": group, "do": "text", "text": "halo"})
    assert (await waiting)["changed"] is True


async def test_state(page: Page) -> None:
    """The state lists bots, people and chats with their members."""
    budi, sari, group = await cast(page)
    state = await page.get("state")
    assert [user["first_name"] for user in state["users"]] == ["Sari", "Budi"]
    (chat,) = state["chats"]
    assert {member["user"] for member in chat["members"]} >= {budi, sari}
    assert chat["id"] == group


async def test_migration_over_http(page: Page) -> None:
    """A group is upgraded over HTTP and the API names its new id."""
    _, sari, _ = await cast(page)
    group = (await page.post("groups", title="Lama", owner=sari))["id"]
    await page.post("members", chat=group, user=int(TOKEN.split(":")[0]), status="member")
    new = (await page.post("migrate", chat=group))["id"]
    refused = await page.api("sendMessage", chat_id=group, text="a")
    assert refused["parameters"] == {"migrate_to_chat_id": new}


async def test_files(page: Page) -> None:
    """A picture on a phone can be looked at."""
    budi, _, group = await cast(page)
    await page.post("act", **{"as": budi, "chat": group, "do": "photo"})
    view = await page.get(f"chats/{group}?as={budi}")
    async with page.session.get(
        f"{page.sandbox.url}/sandbox/files/{view['messages'][-1]['file_id']}"
    ) as answer:
        assert (answer.status, answer.content_type) == (200, "image/png")


async def test_ways_to_pass_parameters(page: Page) -> None:
    """Query strings, forms, multipart bodies and JSON all work, and method names in any case."""
    budi, _, _ = await cast(page)
    await page.post("act", **{"as": budi, "do": "start"})
    url = f"{page.sandbox.url}/bot{TOKEN}/SENDmessage"
    about = {"chat_id": str(budi), "text": "halo"}
    bodies: list[dict[str, Any]] = [{"params": about}, {"data": about}, {"json": about}]
    for body in bodies:
        async with page.session.post(url, **body) as answer:
            assert (await answer.json())["ok"]
    async with page.session.get(
        url, params=about | {"reply_markup": json.dumps({"inline_keyboard": []})}
    ) as answer:
        assert (await answer.json())["ok"]


async def test_bad_requests(page: Page) -> None:
    """Malformed tokens, broken JSON and missing pages are refused, not crashed on."""
    await cast(page)
    async with page.session.get(f"{page.sandbox.url}/botnonsense/getMe") as answer:
        assert answer.status == 404
    async with page.session.post(
        f"{page.sandbox.url}/bot{TOKEN}/getMe", data="{", headers={"Content-Type": "application/json"}
    ) as answer:
        assert answer.status == 400
    async with page.session.get(f"{page.sandbox.url}/elsewhere") as answer:
        assert answer.status == 404
