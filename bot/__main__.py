"""`python -m bot` = `kentongan`."""

import typer

from bot.cli import checking, demo, locate, running, volunteers
from bot.sandbox.stage import Stage

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
demo.register(cli, Stage)


def main() -> None:
    """The entry point of the command line."""
    cli()


if __name__ == "__main__":
    main()
