"""Does the stage show the page what it needs: phones, changes, the clock, and a new face?"""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from aiohttp import ClientSession

from bot.sandbox.page import FOLDER
from bot.sandbox.stage import Stage

BUDI, SARI, GROUP = 7101, 7001, -1_001_234_567_890
SCENE = {
    "bot": {"token": "112:secret", "username": "kbot", "name": "Kentongan"},
    "people": [
        {"id": SARI, "name": "Sari"},
        {"id": BUDI, "name": "Budi", "phone": "+62811", "blocked": True},
    ],
    "group": {"id": GROUP, "title": "Posko", "members": [SARI]},
    "sayings": [{"as": SARI, "text": "/halo"}],
    "newcomers": ["Rina", "Tono"],
    "phones": [
        {"key": "desk", "as": SARI, "chat": GROUP, "title": "Posko", "about": "grup"},
        {"key": "budi", "as": BUDI, "title": "Budi", "about": "relawan"},
        {"key": "new", "title": "", "about": "baru"},
    ],
    "zone": "Asia/Jakarta",
    "zone_name": "WIB",
}


class Page:
    """A stage that listens, and a browser's requests to it."""

    def __init__(self, stage: Stage, session: ClientSession) -> None:
        self.stage, self.session = stage, session

    async def get(self, path: str, expect: int = 200, **headers: str) -> Any:
        async with self.session.get(f"{self.stage.address}{path}", headers=headers) as answer:
            assert answer.status == expect, await answer.text()
            return await answer.json() if answer.content_type == "application/json" else answer

    async def post(self, path: str, body: Any, expect: int = 200, **headers: str) -> Any:
        async with self.session.post(f"{self.stage.address}{path}", json=body, headers=headers) as answer:
            assert answer.status == expect, await answer.text()
            return await answer.json()


@pytest.fixture
async def page(tmp_path: Path) -> AsyncIterator[Page]:
    """A stage with its scene set."""
    stage = Stage(tmp_path / "world.bin")
    stage.set_scene(SCENE)
    await stage.open("127.0.0.1", 0)
    async with ClientSession() as session:
        yield Page(stage, session)
    await stage.close()


async def test_the_first_look_shows_everything(page: Page) -> None:
    """Every phone with its person, its chat and how they stand with the bot."""
    seen = await page.get("/sandbox/watch")
    desk, budi, new = seen["phones"]
    assert (desk["chat"], desk["started"], desk["writers"]) == (GROUP, True, [{"id": SARI, "name": "Sari"}])
    assert (budi["as"], budi["blocked"], budi["newcomer"]) == (BUDI, True, False)
    assert (new["title"], new["started"], new["newcomer"]) == ("Rina", False, True)
    assert {chat["key"] for chat in seen["chats"]} == {"desk", "budi", "new"}
    assert seen["clock"]["zone_name"] == "WIB"
    assert seen["clock"]["can_walk"] is False
    assert seen["board"] is None


async def test_only_what_changed_is_told(page: Page) -> None:
    """A waiting look returns with the first change, and with the chat concerned only."""
    seen = await page.get("/sandbox/watch")
    since = f"since={seen['revision']}&epoch={seen['epoch']}&timeout=5"
    look = asyncio.create_task(page.get(f"/sandbox/watch?{since}"))
    await asyncio.sleep(0.05)
    page.stage.sandbox.people.text(SARI, GROUP, "halo")
    told = await asyncio.wait_for(look, 2)
    assert [chat["key"] for chat in told["chats"]] == ["desk"]
    assert told["chats"][0]["view"]["messages"][-1]["text"] == "halo"


async def test_a_page_of_an_earlier_process_gets_it_all(page: Page) -> None:
    """Revisions count within one process only."""
    seen = await page.get("/sandbox/watch?since=999999&epoch=earlier&timeout=5")
    assert len(seen["chats"]) == 3


async def test_a_new_face_takes_the_newcomers_phone(page: Page) -> None:
    """Each is a new account with a new number, and has not started yet."""
    first = (await page.get("/sandbox/watch"))["phones"][2]
    await page.post("/sandbox/act", {"as": first["as"], "do": "start"})
    made = await page.post("/sandbox/newcomer", {})
    new = (await page.get("/sandbox/watch"))["phones"][2]
    assert (new["as"], new["title"]) == (made["id"], "Tono")
    assert not new["started"]
    users = page.stage.sandbox.world.users
    assert users[first["as"]].phone != users[new["as"]].phone


async def test_the_clock_walks_when_a_bot_is_up(page: Page) -> None:
    """A walk stops where the bot has something to do, saves the world, and says where it ended."""
    await page.post("/sandbox/walk", {"minutes": 1}, expect=400)
    stops: list[datetime] = []
    due = [datetime.fromtimestamp(page.stage.clock.now() + 60, UTC)]

    async def next_due() -> datetime | None:
        return due[0] if due else None

    async def work() -> None:
        stops.append(page.stage.now())
        if due and stops[-1] >= due[0]:
            due.clear()

    async def board() -> dict[str, int]:
        return {"waiting": 3, "sent": 45}

    page.stage.run_with(next_due, work, board)
    before = page.stage.clock.now()
    assert (await page.post("/sandbox/walk", {"minutes": 5}))["stops"] == 1
    assert len(stops) == 3
    assert page.stage.clock.now() >= before + 300
    assert (await page.get("/sandbox/watch"))["board"] == {"waiting": 3, "sent": 45}
    again = Stage(page.stage.file)
    assert again.load() == "old"
    assert again.clock.offset == page.stage.clock.offset
    for minutes in (0, -1, 10_000, "x"):
        await page.post("/sandbox/walk", {"minutes": minutes}, expect=400)


async def test_the_page_may_speak_to_its_own_address_only(page: Page) -> None:
    """The page comes with a policy; other sites' pages are turned away; nothing else is served."""
    answer = await page.get("/")
    assert answer.content_type == "text/html"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'self'")
    for name in ("app.js", "style.css", "icon.svg"):
        assert (await page.get(f"/{name}")).headers["X-Content-Type-Options"] == "nosniff"
    for path in ("/page.py", "/../server.py", "/none.js", "/app.js/"):
        await page.get(path, expect=404)
    act = {"as": SARI, "chat": GROUP, "do": "text", "text": "halo"}
    await page.post("/sandbox/act", act, expect=403, Origin="https://elsewhere.example")
    await page.post("/sandbox/act", act, Origin=page.stage.address)


def test_the_pages_files_are_small_and_speak_to_nobody_else() -> None:
    """No file above 300 lines, no HTML built from text, no outside address."""
    for file in FOLDER.iterdir():
        text = file.read_text(encoding="utf-8")
        assert len(text.splitlines()) <= 300, file.name
        assert "innerHTML" not in text, file.name
        assert "//" not in text.replace("://www.w3.org/2000/svg", "").replace("// ", ""), file.name
