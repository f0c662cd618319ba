"""Who is in the play, and which phones does the page show? Told once as plain data, then part of the world.

`{"bot": {"token", "username", "name"}, "people": [{"id", "name", "phone", "started", "blocked"}],
"group": {"id", "title", "members": [ids, the owner first]}, "sayings": [{"as", "text"}],
"newcomers": [names], "phones": [{"key", "as", "chat", "title", "about", "writers"}], "zone", "zone_name"}`.
A phone without "as" is the newcomer's.
"""

from bot.sandbox.model import Json
from bot.sandbox.people import People

NEWCOMERS_PHONE = 62_800_0100_0000


def populate(people: People, told: Json) -> Json:
    """Make the accounts and chats; returns what the page must remember."""
    bot = people.add_bot(**told["bot"])
    for person in told["people"]:
        people.add_user(
            person["name"],
            user_id=person["id"],
            phone=person.get("phone", ""),
            started=person.get("started", True),
        )
    _found_group(people, told["group"], bot.id)
    for person in told["people"]:
        if person.get("blocked"):
            people.block(person["id"])
    bot.updates.clear()  # that somebody blocked it, and who is in the group, is for the bot to find out
    for saying in told["sayings"]:
        people.text(saying["as"], 0, saying["text"])
    about: Json = {name: told[name] for name in ("phones", "newcomers", "zone", "zone_name")}
    add_newcomer(people, about)
    return about


def _found_group(people: People, group: Json, bot_id: int) -> None:
    owner, *others = group["members"]
    people.add_supergroup(group["title"], owner=owner, chat_id=group["id"])
    for member in others:
        people.set_member(group["id"], member, "member")
    people.set_member(group["id"], bot_id, "administrator")


def add_newcomer(people: People, about: Json) -> Json:
    """A new account with a new phone number, called by the next of the newcomers' names."""
    number = about.get("came", 0)
    name = about["newcomers"][number % len(about["newcomers"])]
    user = people.add_user(name, phone=f"+{NEWCOMERS_PHONE + people.world.last_user_id % 10_000_000 + 1}")
    about["came"], about["newcomer"] = number + 1, user.id
    return {"id": user.id, "name": name}


def phones(people: People, about: Json) -> list[Json]:
    """The phones as the page shows them now: whose, which chat, and how they stand with the bot."""
    return [_phone(people, dict(phone), about) for phone in about.get("phones", ())]


def _phone(people: People, phone: Json, about: Json) -> Json:
    user_id = phone.get("as") or about["newcomer"]
    user = people.world.users[user_id]
    relation = people.bot().relation(user_id)
    phone |= {"as": user_id, "chat": phone.get("chat", 0), "newcomer": "as" not in phone}
    if phone["newcomer"]:
        phone["title"] = user.first_name
    phone["writers"] = [
        {"id": writer, "name": people.world.users[writer].first_name}
        for writer in phone.get("writers", [user_id])
    ]
    return phone | {"started": relation.started, "blocked": relation.blocked}
