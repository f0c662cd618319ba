"""Who is in the demo? The volunteers of `demo_people.csv`, the operators' group, a coordinator, newcomers."""

import csv
from pathlib import Path
from typing import Any

TOKEN = "112112:demo-token-that-no-telegram-knows"
PEOPLE = Path(__file__).with_name("demo_people.csv")
SARI, DEWI, ADMIN, HARNO = 7001, 7002, 7009, 7201
BUDI, WATI, JOKO, AGUS = 7101, 7102, 7103, 7104
ON_DUTY = (AGUS, *range(7301, 7343, 3))
GROUP = -1_002_100_000_112

STAFF = (
    {"id": SARI, "name": "Sari", "phone": "+6280000000011"},
    {"id": DEWI, "name": "Dewi", "phone": "+6280000000012"},
    {"id": ADMIN, "name": "Bu Ratna", "phone": "+6280000000019"},
    {"id": HARNO, "name": "Pak Harno", "phone": "+6280000000021"},
)
NEWCOMERS = (
    "Rina",
    "Tono",
    "Ayu",
    "Bagus",
    "Lestari",
    "Yudi",
    "Mega",
    "Fajar",
    "Nur",
    "Galih",
    "Citra",
    "Seno",
)
PHONES = (
    {
        "key": "operator",
        "as": SARI,
        "chat": GROUP,
        "title": "Operator 112 Semarang",
        "about": "grup operator: Sari dan Dewi",
        "writers": [SARI, DEWI],
    },
    {"key": "budi", "as": BUDI, "title": "Budi", "about": "relawan, Gajahmungkur"},
    {"key": "wati", "as": WATI, "title": "Wati", "about": "relawan, Candisari (tetangga)"},
    {"key": "baru", "title": "", "about": "pendatang baru"},
    {"key": "harno", "as": HARNO, "title": "Pak Harno", "about": "koordinator FKPM"},
    {"key": "joko", "as": JOKO, "title": "Joko", "about": "relawan, bekerja di Gajahmungkur"},
)


def scene() -> dict[str, Any]:
    """Everything that the small Telegram must know, as plain data."""
    return {
        "bot": {"token": TOKEN, "username": "kentongan_bot", "name": "Kentongan 112"},
        "people": [*STAFF, *_volunteers()],
        "group": {"id": GROUP, "title": "Operator 112 Semarang", "members": [SARI, DEWI]},
        "sayings": [
            {"as": ADMIN, "text": f"/peran koordinator fkpm {HARNO}"},
            *({"as": person, "text": "/siaga"} for person in ON_DUTY),
        ],
        "newcomers": NEWCOMERS,
        "phones": PHONES,
        "zone": "Asia/Jakarta",
        "zone_name": "WIB",
    }


def _volunteers() -> list[dict[str, Any]]:
    """An account for each volunteer of the file; Joko has blocked the bot."""
    with PEOPLE.open(encoding="utf-8", newline="") as file:
        return [
            {
                "id": int(row["telegram_id"]),
                "name": row["name"],
                "phone": "+62" + row["phone"].replace("-", "").removeprefix("0"),
                "blocked": int(row["telegram_id"]) == JOKO,
            }
            for row in csv.DictReader(file)
        ]
