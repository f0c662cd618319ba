"""What can a monitoring system read? Everything in the registry that the composition root hands in."""

import asyncio

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, generate_latest


def router(registry: CollectorRegistry) -> APIRouter:
    """GET /metrics in the text format of Prometheus; with it how many tasks live, since they may leak too."""
    tasks = Gauge("kentongan_tasks", "Tasks of the event loop that have not ended.", registry=registry)
    tasks.set_function(lambda: len(asyncio.all_tasks()))
    routes = APIRouter()

    @routes.get("/metrics")
    async def metrics() -> Response:
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)

    return routes
