"""The small Telegram in a process of its own: `python -m tests.bench.delivery.telegram JOB`.

The job is JSON: `users` as [first id, how many] pairs, `blocked` ids, `group` {id, owner} or nothing,
`limits` and `rules`. The first line on standard output is the address; it ends when standard input does.
"""

import asyncio
import gc
import json
import sys
from typing import Any

from bot.sandbox.faults import Rule
from bot.sandbox.limits import Limits
from bot.sandbox.server import Sandbox

TOKEN = "112115:sandbox-token-for-the-delivery-bench"


def populate(sandbox: Sandbox, job: dict[str, Any]) -> None:
    """Accounts that all pressed Start once, and the group. Who blocked the bot did so before it looked."""
    bot = sandbox.people.add_bot(TOKEN, "bench_bot", "Bench")
    for first, count in job["users"]:
        for user_id in range(first, first + count):
            sandbox.people.add_user(f"Orang {user_id}", user_id=user_id, started=True)
    for user_id in job.get("blocked", ()):
        bot.relation(user_id).blocked = True
    if group := job.get("group"):
        sandbox.people.add_group("Operator 112", owner=group["owner"], chat_id=group["id"])
        sandbox.people.set_member(group["id"], bot.id, "administrator")


def limit(sandbox: Sandbox, job: dict[str, Any]) -> None:
    """How this Telegram counts and how long the ways are."""
    sandbox.faults.set_limits(Limits(**job["limits"]))
    for rule in job["rules"]:
        sandbox.faults.add(Rule(**{**rule, "seconds": tuple(rule["seconds"])}))


async def main(job: dict[str, Any]) -> None:
    sandbox = Sandbox()
    populate(sandbox, job)
    limit(sandbox, job)
    await sandbox.start()
    gc.freeze()  # the accounts stay; the collector need not walk them during the run
    sys.stdout.write(sandbox.url + "\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.read)
    await sandbox.stop()


if __name__ == "__main__":
    asyncio.run(main(json.loads(sys.argv[1])))
