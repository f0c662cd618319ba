"""The demo as a process of its own: started, spoken to over HTTP, ended by real signals."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[3]
GROUP = -1_002_100_000_112
SARI, BUDI, HARNO = 7001, 7101, 7201
FIRE = "/insiden kebakaran; Jl. Kelud Raya 12, Gajahmungkur; rumah, 2 terjebak"
REAL = (sys.executable, "-m", "bot", "demo", "--data")
HURRIED = (sys.executable, "-m", "tests.stories.page.hurried")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@dataclass
class Theatre:
    """One demo on one folder."""

    folder: Path
    command: tuple[str, ...] = HURRIED
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[str] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> str:
        """Start it; returns the line that it prints once the bot listens."""
        self.process = subprocess.Popen(
            [*self.command, str(self.folder)],
            cwd=ROOT,
            env=os.environ | {"HTTP_PORT": str(self.port), "PYTHONUNBUFFERED": "1"},
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert "http" in line, f"the demo did not start: {line!r}, exit {self.process.poll()}"
        return line

    def stop(self, number: int = signal.SIGINT) -> float:
        """Send a signal; returns the seconds until it has ended."""
        process, self.process = self.process, None
        assert process is not None
        began = time.monotonic()
        process.send_signal(number)
        process.wait(timeout=20)
        if process.stdout is not None:
            process.stdout.close()
        assert process.returncode == (-number if number == signal.SIGKILL else 0)
        return time.monotonic() - began

    def get(self, path: str) -> Any:
        with urllib.request.urlopen(f"{self.address}/sandbox/{path}") as answer:
            return json.load(answer)

    def post(self, path: str, **body: Any) -> Any:
        request = urllib.request.Request(f"{self.address}/sandbox/{path}", json.dumps(body).encode())
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def act(self, person: int, do: str, chat: int = 0, **about: Any) -> Any:
        return self.post("act", **({"as": person, "chat": chat, "do": do} | about))

    def messages(self, person: int, chat: int = 0) -> list[Any]:
        return list(self.get(f"chats/{chat}?as={person}")["messages"])

    def texts(self, person: int, chat: int = 0) -> list[str]:
        return [str(message["text"]) for message in self.messages(person, chat)]

    def wait_for(self, words: str, person: int, chat: int = 0, button: str = "") -> Any:
        """The newest message with these words (and such a button), as soon as there is one."""
        until = time.monotonic() + 10
        while time.monotonic() < until:
            for message in reversed(self.messages(person, chat)):
                keys = [key["text"] for row in message["buttons"] for key in row]
                if words in message["text"] and (not button or any(button in key for key in keys)):
                    return message
            time.sleep(0.05)
        raise AssertionError(f"{words!r} did not appear:\n" + "\n---\n".join(self.texts(person, chat)))

    def press(self, person: int, words: str, button: str, chat: int = 0) -> Any:
        """Press a button of the newest message with these words; returns the bot's answer."""
        message = self.wait_for(words, person, chat, button)
        query = self.act(person, "press", chat, message_id=message["message_id"], button=button)["query_id"]
        answer = self.get(f"queries/{query}?timeout=10")
        assert answer["answered"]
        return answer
