"""What is asked of an online geocoder? A text in, places out, or the word that it can not be reached."""

from collections.abc import Sequence
from typing import NamedTuple, Protocol


class Found(NamedTuple):
    """A place for a text: degrees WGS 84, and a short name of it."""

    lat: float
    lon: float
    label: str


class Unreachable(Exception):
    """No answer in time, or a refusal; what was asked stays unanswered."""


class Geocoder(Protocol):
    """Any of them."""

    async def ask(self, text: str) -> Sequence[Found]:
        """Return the places for a text, best first, at most five. Raises Unreachable."""

    async def close(self) -> None:
        """Free the connections."""


class Nobody:
    """Without `GEOCODER`: nothing is asked, nothing found."""

    async def ask(self, text: str) -> Sequence[Found]:  # noqa: ARG002 - the port's parameter
        raise Unreachable("no geocoder is set")

    async def close(self) -> None:
        """Nothing to close."""
