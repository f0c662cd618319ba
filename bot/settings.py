"""What may a city set? The environment or `.env`; `.env.example` documents each. Read by app and __main__."""

import re
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


class SettingsError(Exception):
    """A setting is wrong; the message is one sentence with the mend."""


class Settings(BaseSettings):
    """All settings with their defaults."""

    model_config = SettingsConfigDict(env_file=".env", env_file_encoding="utf-8", extra="ignore")

    bot_token: SecretStr | None = None
    telegram_api_url: str = "https://api.telegram.org"
    database_url: SecretStr = SecretStr("sqlite+aiosqlite:///data/kentongan.db")  # may hold a password
    operator_chat_id: int | None = None
    admin_ids: Annotated[frozenset[int], NoDecode] = frozenset()
    city: str = "semarang"
    language: Literal["id", "en"] = "id"
    http_host: str = "127.0.0.1"
    http_port: int = Field(default=8112, ge=0, le=65535)
    webhook_url: str = ""
    webhook_secret: SecretStr | None = None
    intake_keys: Annotated[frozenset[SecretStr], NoDecode] = frozenset()
    geocoder: Literal["", "nominatim", "photon"] = ""
    geocoder_url: str = ""
    geocoder_contact: str = ""
    send_rate: int = Field(default=30, ge=1, le=1000)
    log_format: Literal["text", "json"] = "text"

    @field_validator("bot_token", "operator_chat_id", "webhook_secret", mode="before")
    @classmethod
    def _empty_is_none(cls, value: Any) -> Any:
        return None if isinstance(value, str) and not value.strip() else value

    @field_validator("admin_ids", "intake_keys", mode="before")
    @classmethod
    def _list(cls, value: Any) -> Any:
        return [w for w in value.replace(",", " ").split() if w] if isinstance(value, str) else value

    @field_validator("geocoder_url")
    @classmethod
    def _own_server(cls, value: str) -> str:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("must begin with https:// (or http:// on this machine)")
        return value.rstrip("/")

    @field_validator("telegram_api_url")
    @classmethod
    def _address(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")):
            raise ValueError("must begin with https:// (or http:// on this machine)")
        return value.rstrip("/")

    @field_validator("webhook_url")
    @classmethod
    def _webhook(cls, value: str) -> str:
        parts = urlsplit(value.strip())
        if value.strip() and not (parts.scheme in ("https", "http") and parts.hostname):
            raise ValueError("must be an address that begins with https://")
        if set(value) & set("{}?#%"):  # neither Telegram nor our own routes would take it as it stands
            raise ValueError("must hold none of { } ? # %")
        return value.strip()

    @field_validator("webhook_secret")
    @classmethod
    def _charset(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", value.get_secret_value()):
            raise ValueError("must be 1 to 256 of the letters A-Z and a-z, digits, _ and - (Telegram's rule)")
        return value


def load_settings(env_file: Path | None = None, **overrides: object) -> Settings:
    """Settings from the environment and `.env`. Raises SettingsError naming the first wrong one."""
    try:
        if env_file is not None:
            return Settings(_env_file=env_file, **overrides)  # type: ignore[call-arg,arg-type]  # pydantic's own parameter
        return Settings(**overrides)  # type: ignore[arg-type]  # values are validated by pydantic
    except UnicodeDecodeError:
        raise SettingsError("The file .env is not UTF-8 text; save it again as UTF-8.") from None
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]).upper() if first["loc"] else "a setting"
        raise SettingsError(
            f"{name} is wrong: {first['msg'].removeprefix('Value error, ')}. "
            "Mend it in .env; .env.example explains each setting."
        ) from None
