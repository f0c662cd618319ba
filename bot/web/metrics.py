"""What can a monitoring system read? Everything in the registry that the composition root hands in."""

from fastapi import APIRouter, Response
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest


def router(registry: CollectorRegistry) -> APIRouter:
    """GET /metrics in the text format of Prometheus."""
    routes = APIRouter()

    @routes.get("/metrics")
    async def metrics() -> Response:
        return Response(generate_latest(registry), media_type=CONTENT_TYPE_LATEST)

    return routes
