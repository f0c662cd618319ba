"""Is this process well? For a supervisor or a load balancer; nothing of the city is told."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping

import structlog
from fastapi import APIRouter
from fastapi.responses import JSONResponse

log = structlog.get_logger(__name__)

SECONDS = 3.0  # for each look

Check = Callable[[], Awaitable[bool]]


def router(checks: Mapping[str, Check]) -> APIRouter:
    """GET /health: 200 when every check is true, else 503; the body names each, `{"database": true, …}`."""
    routes = APIRouter()

    @routes.get("/health")
    async def health() -> JSONResponse:
        answers = await asyncio.gather(*(_looked(name, check) for name, check in checks.items()))
        well = dict(zip(checks, answers, strict=True))
        return JSONResponse(well, 200 if all(answers) else 503)

    return routes


async def _looked(name: str, check: Check) -> bool:
    try:
        async with asyncio.timeout(SECONDS):
            return await check()
    except Exception as error:  # noqa: BLE001 - whatever hinders the look, the answer is no
        log.warning("health.check_failed", check=name, error=type(error).__name__)
        return False
