"""The application that every command belongs to, and the arguments that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    help="News articles in, structured political events out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _sound(folder: Path | None) -> Path | None:
    """Return a lexicon folder that holds no error: workers would stumble over the first one, one after the other."""
    if folder:
        from transforms.coding.own_lexicon import errors
        from transforms.reading.errors import UsageError

        if broken := list(errors(folder)):
            raise UsageError("\n".join([f"{folder} has {len(broken)} error(s): mend them first", *broken]))
    return folder


Output = Annotated[str, typer.Argument(metavar="DIR", help="An output: a folder, or an s3:// or gs:// address.")]
Lexicon = Annotated[
    Path | None,
    typer.Option(help="A folder with your own lexicon entries.", exists=True, file_okay=False, callback=_sound),
]
Published = Annotated[
    str | None, typer.Option(help="When articles that do not say so were published (RFC 3339, or a date).")
]

KafkaConfig = Annotated[
    Path | None,
    typer.Option(help="Settings as librdkafka names them (security.protocol=..., sasl.password=...), one a line.",
                 exists=True, dir_okay=False),
]  # fmt: skip
# Beam's own flags: what stood after `--`.
BEAM_FLAGS: list[str] = []
