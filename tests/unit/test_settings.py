"""Settings: right values are read, wrong ones end in one sentence, secrets are never told."""

import re
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, load_settings

EXAMPLE = Path(__file__).parents[2] / ".env.example"
CONTRACT = (
    "BOT_TOKEN",
    "TELEGRAM_API_URL",
    "DATABASE_URL",
    "OPERATOR_CHAT_ID",
    "ADMIN_IDS",
    "CITY",
    "LANGUAGE",
    "HTTP_HOST",
    "HTTP_PORT",
    "WEBHOOK_URL",
    "WEBHOOK_SECRET",
    "INTAKE_KEYS",
    "GEOCODER",
    "GEOCODER_URL",
    "GEOCODER_CONTACT",
    "SEND_RATE",
    "LOG_FORMAT",
)
"""In the order of DESIGN 1; the geocoder's own server and contact belong to GEOCODER."""
TOKEN, SECRET, KEY, PASSWORD = "42:tokenrahasia", "kata-rahasia", "kunci-rahasia", "sandi-rahasia"


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of this machine and no .env of the project reaches these tests."""
    monkeypatch.chdir(tmp_path)
    for name in CONTRACT:
        monkeypatch.delenv(name, raising=False)


def settings_of(tmp_path: Path, text: str) -> Settings:
    file = tmp_path / "kota.env"
    file.write_text(text, encoding="utf-8")
    return load_settings(file)


BROKEN = [
    ("OPERATOR_CHAT_ID", "grup-kita"),
    ("OPERATOR_CHAT_ID", "-100 1"),
    ("ADMIN_IDS", "7001, sari"),
    ("ADMIN_IDS", "7001.5"),
    ("LANGUAGE", "jv"),
    ("HTTP_PORT", "delapan"),
    ("HTTP_PORT", "70000"),
    ("HTTP_PORT", "-1"),
    ("GEOCODER", "google"),
    ("GEOCODER_URL", "nominatim.example.org"),
    ("SEND_RATE", "0"),
    ("SEND_RATE", "1e9"),
    ("SEND_RATE", "cepat"),
    ("LOG_FORMAT", "xml"),
    ("TELEGRAM_API_URL", "api.telegram.org"),
    ("TELEGRAM_API_URL", "ftp://api.telegram.org"),
    ("WEBHOOK_URL", "bot.kota.go.id/telegram"),
    ("WEBHOOK_URL", "https://"),
    ("WEBHOOK_URL", "https://bot.kota.go.id/telegram?a=b"),
    ("WEBHOOK_SECRET", "kata rahasia"),
    ("WEBHOOK_SECRET", "sandi!"),
    ("WEBHOOK_SECRET", "é"),
    ("WEBHOOK_SECRET", "x" * 257),
]


@pytest.mark.parametrize(("name", "value"), BROKEN)
def test_a_broken_value_is_one_sentence(name: str, value: str, tmp_path: Path) -> None:
    """A wrong value is answered in one line that names the setting and where to mend it."""
    with pytest.raises(SettingsError) as caught:
        settings_of(
            tmp_path, f"BOT_TOKEN={TOKEN}\nWEBHOOK_SECRET={SECRET}\nINTAKE_KEYS={KEY}\n{name}={value}\n"
        )
    sentence = str(caught.value)
    assert sentence.startswith(f"{name} is wrong: ")
    assert ".env" in sentence
    assert "\n" not in sentence
    assert len(sentence) < 250
    assert [s for s in (TOKEN, SECRET, KEY) if s in sentence] == []


def test_a_broken_value_leaves_no_trace_of_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even the exception behind the sentence holds the values that were read."""
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("HTTP_PORT", "x")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert caught.value.__suppress_context__
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    "bad", [b"CITY=\xe9\xff", b"\xff\xfeC\x00I\x00T\x00Y\x00=\x00a\x00"], ids=["ansi", "utf-16"]
)
def test_a_file_in_another_encoding_is_one_sentence(bad: bytes, tmp_path: Path) -> None:
    """A .env saved by another editor as ANSI or UTF-16 is answered in a sentence, not with a traceback."""
    file = tmp_path / "kota.env"
    file.write_bytes(bad)
    with pytest.raises(SettingsError, match=r"\.env"):
        load_settings(file)


def test_secrets_are_not_printed(tmp_path: Path) -> None:
    """Settings in a log line or a traceback show no token, secret, key or password."""
    lines = [
        f"BOT_TOKEN={TOKEN}",
        f"WEBHOOK_SECRET={SECRET}",
        f"INTAKE_KEYS={KEY}",
        f"DATABASE_URL=postgresql+asyncpg://kentongan:{PASSWORD}@db/kentongan",
    ]
    settings = settings_of(tmp_path, "\n".join(lines))
    printed = f"{settings!r} {settings} {settings.model_dump()!r}"
    assert [s for s in (TOKEN, SECRET, KEY, PASSWORD) if s in printed] == []


def test_secrets_can_be_used(tmp_path: Path) -> None:
    """The token and the secret arrive unchanged where they are needed."""
    settings = settings_of(tmp_path, f"BOT_TOKEN={TOKEN}\nWEBHOOK_SECRET={SECRET}\n")
    assert settings.bot_token is not None
    assert settings.webhook_secret is not None
    assert settings.bot_token.get_secret_value() == TOKEN
    assert settings.webhook_secret.get_secret_value() == SECRET


@pytest.mark.parametrize(
    ("written", "ids"),
    [
        ("", []),
        ("  ", []),
        ("7001", [7001]),
        ("7001,7002", [7001, 7002]),
        ("7001, 7002", [7001, 7002]),
        ("7001 7002", [7001, 7002]),
        (" 7001 ,, 7002, ", [7001, 7002]),
        ("7001,7001", [7001]),
    ],
)
def test_lists_take_commas_and_spaces(written: str, ids: list[int], tmp_path: Path) -> None:
    """A list is read however people separate it."""
    assert settings_of(tmp_path, f"ADMIN_IDS={written}\n").admin_ids == frozenset(ids)


@pytest.mark.parametrize("name", ["BOT_TOKEN", "OPERATOR_CHAT_ID", "WEBHOOK_SECRET"])
@pytest.mark.parametrize("written", ["", "   "])
def test_left_empty_means_not_set(name: str, written: str, tmp_path: Path) -> None:
    """A line copied from the example and left empty is the same as no line."""
    assert getattr(settings_of(tmp_path, f"{name}={written}\n"), name.lower()) is None


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """`.env` of the working folder is read, and a variable of the environment stands above it."""
    (tmp_path / ".env").write_text("OPERATOR_CHAT_ID=-1001\nSEND_RATE=20\nLAINNYA=x\n", encoding="utf-8")
    monkeypatch.setenv("SEND_RATE", "10")
    settings = load_settings()
    assert (settings.operator_chat_id, settings.send_rate) == (-1001, 10)


@pytest.mark.parametrize("address", ["https://api.telegram.org", "http://127.0.0.1:8112/"])
def test_the_api_address_ends_without_a_slash(address: str, tmp_path: Path) -> None:
    """Either form of an address leads to the same calls."""
    settings = settings_of(tmp_path, f"TELEGRAM_API_URL={address}\n")
    assert settings.telegram_api_url == address.rstrip("/")


def test_the_code_knows_just_the_contract() -> None:
    """Every setting of the contract exists, in its order, and no other."""
    assert tuple(name.upper() for name in Settings.model_fields) == CONTRACT


def test_the_example_names_every_setting_in_order() -> None:
    """`.env.example` has every setting of the contract, in its order, and only those."""
    names = re.findall(r"^([A-Z_]+)=", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE)
    assert tuple(names) == CONTRACT


def test_the_example_explains_each_setting() -> None:
    """Above each setting stands a comment of its own."""
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    above = {line.split("=")[0]: lines[n - 1] for n, line in enumerate(lines) if re.match(r"[A-Z_]+=", line)}
    assert [name for name, comment in above.items() if not comment.startswith("# ")] == []


def test_the_example_holds_the_defaults() -> None:
    """Copying the example changes nothing: its values are the defaults of the code."""
    assert load_settings(EXAMPLE) == Settings(_env_file=None)  # type: ignore[call-arg]  # pydantic's own parameter
