"""The composition root: the only place where concrete things meet. Demo and tests start it unchanged."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial

import structlog
from aiogram import Bot, Dispatcher
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.utils.token import TokenValidationError
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from prometheus_client import CollectorRegistry

from bot import ending
from bot.doors import NO_SECRET as NO_SECRET
from bot.doors import Doors, hook_of, running
from bot.engine.clockwork import Clockwork
from bot.engine.housekeeping import Housekeeping
from bot.engine.lookups import Lookups
from bot.engine.ticking import Ticking
from bot.geocoding.choice import choose
from bot.greeting import WRONG_TOKEN, greet
from bot.greeting import StartError as StartError
from bot.handlers.doorman import Doorman
from bot.handlers.line import Unauthorized
from bot.outbox.drawing import Drawing
from bot.outbox.pace import Pace
from bot.outbox.worker import Outbox
from bot.routing import UPDATES as UPDATES
from bot.routing import handle, routes, use_case
from bot.settings import Settings as Settings
from bot.settings import SettingsError, load_settings
from bot.storage.migrate import SchemaError as SchemaError
from bot.storage.migrate import migrate as migrate
from bot.storage.unit_of_work import Database as Database
from bot.telegram.membership import Membership
from bot.telegram.menus import Menus
from bot.telegram.sending import Sender
from bot.texts.wording import load_wording
from bot.usecases import moving as moving
from bot.usecases import roster as roster
from bot.usecases.clockwork import Escalating
from bot.usecases.identifying import Identifying
from bot.usecases.overview import Overviewing
from bot.usecases.roster_files import RosterError
from bot.usecases.seeking import Seeking
from bot.usecases.upkeep import Upkeep
from bot.zones.answer import answer as answer
from bot.zones.city import load_city as load_city
from bot.zones.model import PackError as PackError
from bot.zones.pack import CityPack

log = structlog.get_logger(__name__)

CALL_TIMEOUT = 15.0  # s for one call to Telegram

PROBLEMS = (StartError, SettingsError, SchemaError, PackError, RosterError, moving.ZoneError)
"""What people can mend: each is one sentence."""


def settings(**overrides: object) -> Settings:
    """The settings of the environment and `.env`. Raises SettingsError."""
    return load_settings(None, **overrides)


def utc_now() -> datetime:
    """The clock of a real city."""
    return datetime.now(UTC)


@dataclass
class App:
    """Everything that runs, already wired."""

    settings: Settings
    bot: Bot
    db: Database
    outbox: Outbox
    clockwork: Clockwork
    housekeeping: Housekeeping
    dispatcher: Dispatcher
    doors: Doors
    menus: Menus
    identifying: Identifying
    now: Callable[[], datetime]
    stopping: asyncio.Event = field(default_factory=asyncio.Event)
    broken_off: list[str] = field(default_factory=list)  # what did not end by itself

    async def run(self) -> int:
        """Take updates, send and tick until `stop`; returns how much was left unfinished."""
        scheduler = Ticking(self.tick).scheduler()
        beside: list[ending.Job] = []
        updates = ending.job(self._take_updates(scheduler, beside), "updates")
        try:
            await ending.first_of(updates, self.stopping)
        finally:
            if scheduler.running:
                scheduler.shutdown(wait=False)
            await self._end(updates, beside)
        return int(ending.outcome(updates))

    async def _take_updates(self, scheduler: AsyncIOScheduler, beside: list[ending.Job]) -> int:
        await self.doors.open(self.settings.http_host, self.settings.http_port)
        await self._greet()
        if self.stopping.is_set():
            return 0
        beside += [ending.job(self.outbox.run(), "outbox"), ending.job(self._menus(), "menus")]
        self.doors.checks["sender"] = running(beside[0])
        scheduler.start()
        try:
            return await self.doors.receiving.run()
        except Unauthorized as error:
            raise StartError(WRONG_TOKEN) from error

    async def _end(self, updates: ending.Job, beside: list[ending.Job]) -> None:
        """What is in flight ends side by side; then what it used is closed."""
        began = time.monotonic()
        settling, closing = ending.job(self.outbox.stop(), "sending"), ending.job(self.doors.close(), "web")
        late = await ending.in_time((updates, settling, closing), ending.IN_FLIGHT, self.db.abandon)
        await ending.broken_off(beside)
        last = ending.job(self._close(), "connections")
        late += await ending.in_time((last,), ending.CLOSING, self.db.abandon)
        self.broken_off, took = late, round(time.monotonic() - began, 1)
        log.info("app.stopped", unsettled=ending.outcome(settling), seconds=took, broken_off=late)
        for ended in (closing, last):
            ending.outcome(ended)

    async def _close(self) -> None:
        await self.dispatcher.emit_shutdown()
        await self.bot.session.close()
        await self.db.close()

    def stop(self) -> None:
        """Ask `run` to end cleanly."""
        self.stopping.set()
        self.doors.receiving.stop()

    async def tick(self) -> None:
        """One look of the clock at everything that may be due."""
        now = self.now()
        await self.clockwork.tick(now)
        await self.housekeeping.tick(now)

    async def _greet(self) -> None:
        me = await greet(self.bot, self.doors.receiving.introduce, self.stopping)
        if me is not None:
            way = self.doors.receiving.way
            log.info("app.started", bot=me.username, city=self.settings.city, updates=way)

    async def _menus(self) -> None:
        await self.menus.everyone()
        desk = await self.identifying.desk_chat(self.settings.operator_chat_id)
        if desk is not None:
            await self.menus.desk(desk)


NO_TOKEN = "BOT_TOKEN is missing: ask @BotFather on Telegram for one (/newbot) and write it into .env."


async def build(
    settings: Settings,
    *,
    now: Callable[[], datetime] = utc_now,
    monotonic: Callable[[], float] = time.monotonic,
    probe: Callable[[str], None] = lambda _point: None,
) -> App:
    """Wire the bot of these settings. Raises StartError, SchemaError or PackError, each a sentence."""
    bot = make_bot(settings)
    hook = hook_of(settings.webhook_url, settings.webhook_secret)
    city = load_city(settings.city)
    db = await open_database(settings.database_url.get_secret_value(), probe)
    await _refuse_strangers(db, city)
    drawing = Drawing(load_wording(), city, settings.language)
    voice, registry, pace = drawing.voice(), CollectorRegistry(), Pace(settings.send_rate)
    outbox = Outbox(db, Sender(bot), drawing, pace, now, registry=registry, monotonic=monotonic, probe=probe)
    db.on_owed = outbox.wake
    identifying = Identifying(db, settings.admin_ids)
    membership = Membership(bot, monotonic)
    menus = Menus(bot, lambda name: voice.say(f"menu-{name}", city=city.name))
    upkeep = Upkeep(db, now)
    make = partial(use_case, db, city, settings.operator_chat_id)
    lookups = _lookups(settings, db, city, now)
    dispatcher = routes(make, voice, lookups, identifying=identifying, membership=membership, menus=menus)
    doorman = Doorman(identifying, membership, settings.operator_chat_id, now, voice.say("operator-name"))
    dispatcher.update.outer_middleware(doorman)
    doors = Doors(bot, UPDATES, partial(handle, dispatcher, bot), upkeep, db.sole_poller, hook, registry)
    return App(
        settings=settings,
        bot=bot,
        db=db,
        outbox=outbox,
        clockwork=Clockwork(make(Escalating), make(Overviewing)),
        housekeeping=Housekeeping(upkeep),
        dispatcher=dispatcher,
        doors=doors,
        menus=menus,
        identifying=identifying,
        now=now,
    )


def _lookups(settings: Settings, db: Database, city: CityPack, now: Callable[[], datetime]) -> Lookups:
    """What looks online for addresses that the city pack does not know."""
    geocoder = choose(settings.geocoder, settings.geocoder_url, settings.geocoder_contact, city)
    return Lookups(Seeking(db, city, settings.operator_chat_id, geocoder, now))


async def open_database(url: str, probe: Callable[[str], None] = lambda _point: None) -> Database:
    """The database, brought to the newest schema first. Raises SchemaError."""
    await migrate(url)
    return Database(url, probe)


async def _refuse_strangers(db: Database, city: CityPack) -> None:
    """Nobody would ever call people in a zone that does not exist."""
    try:
        problem = await moving.Moving(db, city, None).problem()
    finally:
        await db.close()  # whoever does not come to run the bot leaves no connection behind
    if problem:
        raise StartError(problem)


def make_bot(settings: Settings) -> Bot:
    """The library's client for these settings. Raises StartError without a usable token."""
    if settings.bot_token is None:
        raise StartError(NO_TOKEN)
    api = TelegramAPIServer.from_base(settings.telegram_api_url)
    session = AiohttpSession(api=api, timeout=CALL_TIMEOUT)
    try:
        return Bot(settings.bot_token.get_secret_value(), session=session)
    except TokenValidationError as error:
        raise StartError(WRONG_TOKEN) from error
