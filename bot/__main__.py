"""`python -m bot` = `kentongan`."""

from pathlib import Path

import typer

from bot.cli import checking, city, demo, locate, running, volunteers


def _stage(file: Path) -> demo.Stage:
    """The small Telegram, loaded only for the demo."""
    from bot.sandbox.stage import Stage

    return Stage(file)


cli = typer.Typer(
    name="kentongan",
    help="The bot of a city's 112 volunteers.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
running.register(cli)
locate.register(cli)
volunteers.register(cli)
checking.register(cli)
city.register(cli)
demo.register(cli, _stage)


def main() -> None:
    """The entry point of the command line."""
    cli()


if __name__ == "__main__":
    main()
