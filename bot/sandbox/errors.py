"""How does the sandbox say no? To bots with an `ApiError`, to the people it plays with an `ActError`."""

from typing import Any


class ApiError(Exception):
    """A refused Bot API call: HTTP status `code`, Telegram's `description`, optional `parameters`."""

    def __init__(self, code: int, description: str, **parameters: Any) -> None:
        super().__init__(f"{code} {description}")
        self.code = code
        self.description = description
        self.parameters = parameters

    def envelope(self) -> dict[str, Any]:
        """The JSON object that Telegram answers with."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


def bad(reason: str, **parameters: Any) -> ApiError:
    """400 with Telegram's prefix."""
    return ApiError(400, f"Bad Request: {reason}", **parameters)


def forbidden(reason: str) -> ApiError:
    """403 with Telegram's prefix."""
    return ApiError(403, f"Forbidden: {reason}")


def too_many(seconds: int) -> ApiError:
    """429: come back after so many whole seconds."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


class ActError(Exception):
    """A person tried what their phone would not let them do."""


class NoSuchButtonError(ActError):
    """The message is gone, has no such button any more, or the person does not see it."""
