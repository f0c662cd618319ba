"""What does the log look like? One line an event, as text or JSON."""

import logging

import structlog


def start_logging(style: str) -> None:
    """Our own log: one line an event, as text or JSON. The library's chatter stays out."""
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    # It would say "skipped: maximum number of running instances" each second that a database is locked.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    renderer: structlog.typing.Processor = structlog.dev.ConsoleRenderer(colors=False, pad_event_to=28)
    if style == "json":
        renderer = structlog.processors.JSONRenderer()
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
    )
