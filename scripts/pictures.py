"""Make docs/pictures from the running demo: `make pictures`. Each picture is a moment of one short story."""

import asyncio
import os
import shutil
import signal
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from playwright.async_api import Browser, Locator, Page, async_playwright

from bot.cli import demo
from bot.sandbox.stage import Stage
from scripts.small_png import shrink

FOLDER = Path(__file__).parents[1] / "docs" / "pictures"
MOST = 150_000  # bytes a picture
WIDE, SMALL, ONE = (1440, 900), (360, 740), (400, 860)
LOWEST, HIGHEST = 640, 1200
AGUS = 7104
FIRE = "/insiden kebakaran; Jl. Kelud Raya 12, Gajahmungkur; rumah, 2 terjebak"
SMOKE = "/insiden kebakaran; Jl. Papandayan, Gajahmungkur; asap tebal"


class PictureStage(Stage):
    """Five past two in the afternoon, and nobody waits for Telegram's limits."""

    looks = 0

    def __init__(self, file: Path) -> None:
        start = datetime.now(UTC).replace(hour=7, minute=5, second=0)  # 14.05 WIB
        begun = time.time()
        super().__init__(file, real=lambda: start.timestamp() + time.time() - begun)

    def monotonic(self) -> float:
        self.looks += 1
        return super().monotonic() + 2.0 * self.looks


class Studio:
    """Pages of several sizes on one demo, and a hand that presses on the first of them."""

    def __init__(self, browser: Browser, stage: Stage) -> None:
        self.browser, self.stage = browser, stage
        self.people = stage.sandbox.people
        self.one: Page

    async def open(self) -> None:
        self.one = await self.page(ONE)

    async def page(self, size: tuple[int, int], *, dark: bool = False, scale: float = 2.0) -> Page:
        page = await self.browser.new_page(
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            device_scale_factor=scale,
        )
        await page.goto(f"{self.stage.address}/?tempo=0")
        await page.wait_for_selector("[data-phone=operator] .messages")
        return page

    async def phone(self, key: str) -> Locator:
        await self.one.click(f"[data-tab={key}]")
        return self.one.locator(f"#hp-{key}")

    async def press(self, key: str, words: str) -> None:
        """Press the newest button with these words."""
        button = (await self.phone(key)).locator(".key", has_text=words).last
        await button.click()
        await self.settle()

    async def says(self, key: str, words: str) -> None:
        phone = await self.phone(key)
        await phone.locator("textarea").fill(words)
        await phone.locator(".send").click()
        await self.settle()

    async def walk(self, minutes: int) -> None:
        if self.stage.walk is not None:
            await self.stage.walk.go(minutes)
        await self.settle()

    async def settle(self) -> None:
        """Until the bot has answered and the pages have heard; then no toast is left in sight."""
        await asyncio.sleep(0.8)
        await self.one.evaluate("document.querySelectorAll('.toast').forEach((toast) => toast.remove())")

    async def shoot(self, name: str, key: str, show: str = "") -> None:
        """One phone, just high enough for its newest message, or the newest with the words `show`."""
        phone = await self.phone(key)
        message = phone.locator(".message", has_text=show).last
        size = await message.evaluate("(one) => one.offsetHeight - one.parentElement.clientHeight")
        height = min(HIGHEST, max(LOWEST, ONE[1] + size + 30))
        await self.one.set_viewport_size({"width": ONE[0], "height": height})
        await to_top(phone, show)
        await phone.screenshot(path=FOLDER / f"{name}.png")
        await self.one.set_viewport_size({"width": ONE[0], "height": ONE[1]})

    async def scene(self, name: str, size: tuple[int, int], key: str = "", *, dark: bool = False) -> None:
        """The whole page; the operators' card stands at the top of their phone."""
        page = await self.page(size, dark=dark, scale=1.0 if size == WIDE else 2.0)
        await page.wait_for_timeout(400)
        if key:
            await page.click(f"[data-tab={key}]")
        else:
            await to_top(page.locator("#hp-operator"), "KEBAKARAN")
        await page.wait_for_timeout(200)
        await page.screenshot(path=FOLDER / f"{name}.png")
        await page.close()


async def to_top(phone: Locator, words: str) -> None:
    message = phone.locator(".message", has_text=words).last
    await message.evaluate(
        "(one) => one.parentElement.scrollTop = one.offsetTop - one.parentElement.offsetTop - 8"
    )


async def joining(studio: Studio) -> None:
    phone = await studio.phone("baru")
    await phone.locator(".start").click()
    await studio.settle()
    await studio.press("baru", "Daftar jadi relawan")
    await studio.press("baru", "Saya setuju")
    await (await studio.phone("baru")).locator(".reply-keys button").click()
    await studio.settle()
    await studio.press("baru", "FKPM Sriti")
    await studio.says("baru", "Bendungan")
    await studio.press("baru", "Sama dengan rumah")
    await studio.press("baru", "P3K")
    await studio.press("baru", "Lanjut")
    await studio.shoot("relawan-daftar", "baru", "Sudah benar")
    await studio.press("baru", "Kirim pendaftaran")
    await studio.shoot("koordinator-persetujuan", "harno")
    await studio.press("harno", "Setujui")
    await studio.press("baru", "Saya dengar")


async def fire(studio: Studio) -> None:
    await studio.says("operator", FIRE)
    await studio.shoot("operator-preview", "operator", "Periksa dulu")
    await studio.press("operator", "Siarkan")
    await studio.shoot("relawan-alarm", "budi")
    await studio.walk(1)
    await studio.press("budi", "Menuju lokasi")
    await studio.shoot("relawan-menuju", "budi")
    await studio.press("budi", "10 menit")
    await studio.press("operator", "Perluas")
    alarm = max(message["message_id"] for message in studio.people.messages(AGUS))
    studio.people.press(AGUS, 0, alarm, "Menuju lokasi")
    await studio.walk(6)
    await studio.press("budi", "Sudah di lokasi")
    await studio.shoot("relawan-di-lokasi", "budi")
    await studio.press("budi", "Benar terjadi")
    await studio.press("budi", "Pertolongan pertama diberikan")
    await studio.shoot("relawan-pertolongan", "budi")
    await studio.press("budi", "Luka bakar")
    await studio.press("budi", "Lanjut")
    await studio.press("budi", "1 orang")
    await studio.says("budi", "api di dapur, gas sudah dimatikan")
    await studio.press("wati", "Menuju lokasi")
    await studio.press("wati", "20 menit")


async def at_its_height(studio: Studio) -> None:
    await studio.settle()
    await studio.shoot("operator-kartu", "operator", "KEBAKARAN")
    await studio.scene("demo", WIDE)
    await studio.scene("demo-gelap", WIDE, dark=True)
    await studio.scene("hp-360", SMALL, "budi")


async def ending(studio: Studio) -> None:
    await studio.press("budi", "Petugas tiba")
    await studio.walk(8)
    await studio.press("budi", "Selesai")
    await studio.press("operator", "Daftar respon")
    await studio.shoot("operator-daftar-respon", "operator", "Daftar respon")
    await studio.press("operator", "Tutup")
    await studio.says("operator", SMOKE)
    await studio.press("operator", "Siarkan")
    await studio.press("operator", "Batalkan siaga")
    await studio.shoot("operator-batal-siaga", "operator", "BATAL SIAGA")


async def take_all(stage: Stage) -> None:
    """Play, and take each picture at its moment."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        sys.exit("There is no Chromium; scripts/install-browser says how to get it.")
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-gpu"]
        )
        studio = Studio(browser, stage)
        await studio.open()
        for part in (joining, fire, at_its_height, ending):
            await part(studio)
        blank = await browser.new_page()
        for picture in sorted(FOLDER.glob("*.png")):
            await shrink(picture, blank)
            size = picture.stat().st_size
            print(f"{picture.name}: {size // 1000} kB{' – too large' if size > MOST else ''}")
        await browser.close()


async def main() -> None:
    """Run the demo on a folder of its own, and end it when all pictures are taken."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    made: asyncio.Queue[PictureStage] = asyncio.Queue()

    def make(file: Path) -> PictureStage:
        stage = PictureStage(file)
        made.put_nowait(stage)
        return stage

    with tempfile.TemporaryDirectory() as folder:
        playing = asyncio.create_task(demo.perform(make, Path(folder), "127.0.0.1", 0))
        stage = await made.get()
        stage = await made.get()  # the second: the first found that there is nothing to go on with
        await stage.bot_listens()
        try:
            await take_all(stage)
        finally:
            os.kill(os.getpid(), signal.SIGTERM)
            await playing


if __name__ == "__main__":
    asyncio.run(main())
