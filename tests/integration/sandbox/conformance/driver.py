"""How do two client libraries look the same to a test? Verbs in Telegram's own words, errors of one kind."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any


@dataclass
class Refused(Exception):  # an outcome that tests expect, not a mishap
    """The API said no: status, reason in small letters without Telegram's prefix, and its parameters."""

    code: int
    reason: str
    retry_after: int = 0
    migrate_to: int = 0


class Broken(Exception):  # likewise
    """No readable answer came: cut connections, time-outs, HTML pages."""


def reason_of(message: str) -> str:
    """Both libraries decorate descriptions in their own way; this takes it off."""
    text = message.casefold()
    for prefix in ("telegram server says - ", "bad request: ", "forbidden: ", "conflict: "):
        text = text.removeprefix(prefix)
    return text


class Driver(ABC):
    """One library, one token. Results are the library's own objects; both name their attributes alike."""

    name: str

    @abstractmethod
    async def call(self, method: str, **params: Any) -> Any:
        """Call the library's method of this snake_case name; raises Refused or Broken."""

    @abstractmethod
    async def raw(self, endpoint: str) -> Any:
        """Call a Bot API method that the library has no verb for."""

    @abstractmethod
    def upload(self, data: bytes, name: str) -> Any:
        """A file to send, as the library wants it."""

    @abstractmethod
    async def download(self, path: str) -> bytes:
        """Fetch a file by its file_path."""

    @abstractmethod
    async def close(self) -> None:
        """Let go of connections."""

    async def send(self, chat: int | str, text: str, **more: Any) -> Any:
        """sendMessage"""
        return await self.call("send_message", chat_id=chat, text=text, **more)

    async def edit(self, chat: int, message: int, text: str, **more: Any) -> Any:
        """editMessageText"""
        return await self.call("edit_message_text", chat_id=chat, message_id=message, text=text, **more)

    async def delete(self, chat: int, message: int) -> Any:
        """deleteMessage"""
        return await self.call("delete_message", chat_id=chat, message_id=message)

    async def answer(self, query: str, **more: Any) -> Any:
        """answerCallbackQuery"""
        return await self.call("answer_callback_query", callback_query_id=query, **more)

    async def updates(self, **more: Any) -> list[Any]:
        """getUpdates"""
        return list(await self.call("get_updates", **more))

    async def member(self, chat: int, user: int) -> Any:
        """getChatMember"""
        return await self.call("get_chat_member", chat_id=chat, user_id=user)

    async def commands(self, commands: list[tuple[str, str]], **more: Any) -> Any:
        """setMyCommands"""
        listed = [{"command": name, "description": about} for name, about in commands]
        return await self.call("set_my_commands", commands=self.command_list(listed), **more)

    def command_list(self, commands: list[dict[str, str]]) -> Any:
        """Commands as the library wants them."""
        return commands

    def reaction(self, emoji: str) -> Any:
        """An emoji reaction as the library wants it."""
        return {"type": "emoji", "emoji": emoji}

    @abstractmethod
    def no_preview(self) -> Any:
        """LinkPreviewOptions that switch the preview off."""

    @abstractmethod
    def media(self, file_id: str, caption: str) -> Any:
        """An InputMediaPhoto of the library."""

    async def photo(self, chat: int, data: bytes, **more: Any) -> Any:
        """sendPhoto with an upload"""
        return await self.call("send_photo", chat_id=chat, photo=self.upload(data, "p.png"), **more)
