"""How does an update that Telegram pushes come in? Only with the secret, and answered once it is safe."""

import asyncio
import json
import secrets
import time
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any

import structlog
from fastapi import APIRouter, Request, Response
from prometheus_client import CollectorRegistry, Counter

log = structlog.get_logger(__name__)

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"
MOST_BYTES = 1_000_000  # far above any update of the kinds we ask for
BODY_SECONDS = 10.0
SAY_EVERY = 60.0  # s; the internet knocks all day

Update = dict[str, Any]
Take = Callable[[Update], Awaitable[bool]]


class Bad(Exception):
    """The body is not an update; `status` says why."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


def router(path: str, secret: str, take: Take, registry: CollectorRegistry) -> APIRouter:
    """POST on `path`. 200 once `take` has it done or durably kept, 503 when it is to come again (Telegram
    repeats anything but 2xx); 401, 400, 408 and 413 for what Telegram does not send."""
    answers = Counter("kentongan_webhook_answers", "Answers to pushed updates", ["status"], registry=registry)
    routes = APIRouter()

    said = Seldom()

    @routes.post(path)
    async def push(request: Request) -> Response:
        status = await _answer(request, secret, take, said)
        answers.labels(status.value).inc()
        return Response(status_code=status)

    return routes


class Seldom:
    """Lets one thing a minute be said."""

    def __init__(self) -> None:
        self._at = -SAY_EVERY

    def again(self) -> bool:
        due = time.monotonic() - self._at >= SAY_EVERY
        self._at = time.monotonic() if due else self._at
        return due


async def _answer(request: Request, secret: str, take: Take, said: Seldom) -> HTTPStatus:
    given = request.headers.get(SECRET_HEADER, "")
    if not secrets.compare_digest(given.encode(), secret.encode()):
        if said.again():
            log.warning("webhook.wrong_secret", given=bool(given))
        return HTTPStatus.UNAUTHORIZED
    try:
        update = _update(await _body(request))
    except Bad as fault:
        log.warning("webhook.not_an_update", status=fault.status.value)
        return fault.status
    return HTTPStatus.OK if await take(update) else HTTPStatus.SERVICE_UNAVAILABLE


async def _body(request: Request) -> bytes:
    body = bytearray()
    try:
        async with asyncio.timeout(BODY_SECONDS):
            async for chunk in request.stream():
                body += chunk
                if len(body) > MOST_BYTES:
                    raise Bad(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    except TimeoutError:
        raise Bad(HTTPStatus.REQUEST_TIMEOUT) from None
    return bytes(body)


def _update(body: bytes) -> Update:
    try:
        update = json.loads(body)
    except (ValueError, RecursionError):  # its text holds what was sent
        raise Bad(HTTPStatus.BAD_REQUEST) from None
    if not isinstance(update, dict) or type(update.get("update_id")) is not int:
        raise Bad(HTTPStatus.BAD_REQUEST)
    return update
