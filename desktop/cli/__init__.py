"""The command line: what Liaison does without a window, and without Qt."""

import argparse
import os
import re
import sys
from typing import Final, NoReturn

from db.errors import Problem
from db.version import described

DONE: Final = 0
PROBLEMS: Final = 1
USAGE: Final = 2
UNUSABLE: Final = 3

_EPILOG = """exit status: 0 done, 1 done with problems reported, 2 wrong usage, 3 the file or the input
can't be used (one line says why). A command that fails leaves the file as it was."""


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        self.exit(USAGE, f"{self.prog}: {message}\n{self.format_usage()}")


def run(words: list[str]) -> int:
    """Carry out one command and return its exit status."""
    _speak_utf8()
    try:
        arguments = _parser(words[0] if words else "").parse_args(_with_filters(words))
    except SystemExit as stop:
        return int(stop.code or 0)
    try:
        status = arguments.run(arguments)
        sys.stdout.flush()
    except Problem as problem:
        sys.stderr.write(f"liaison: {problem}\n")
        return UNUSABLE
    except BrokenPipeError:  # the reader has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        sys.stderr.write("liaison: stopped; the file is as it was.\n")
        return UNUSABLE
    return status


def _with_filters(words: list[str]) -> list[str]:
    """Put a space before a filter that begins with “-”, as in `-has:place`: argparse takes it for an option else.

    All options begin with “--”, save the one for help.
    """
    command = words[0] if words else ""
    return [
        f" {word}" if _is_negative(word) and (command == "query" or before == "--filter") else word
        for before, word in zip(["", *words], words, strict=False)
    ]


def _is_negative(word: str) -> bool:
    return re.match(r"-[^-]", word) is not None and word != "-h"


def _parser(command: str) -> argparse.ArgumentParser:
    """Make the parser; only the command that was asked for is loaded, or all of them for the help."""
    from importlib import import_module

    parser = _Parser(
        prog="liaison",
        description="Liaison keeps a timeline of exchanges between political parties. "
        "`liaison [FILE]` opens its window; the commands below work without one.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"liaison {described()}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for name, (module, summary) in COMMANDS.items():
        made = commands.add_parser(
            name,
            help=summary,
            description=summary[0].upper() + summary[1:] + ".",
            epilog=_EPILOG,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        if name == command:
            import_module(f"desktop.cli.{module}").add_arguments(made)
    return parser


COMMANDS: Final = {
    "new": ("new", "write an empty timeline, or the sample"),
    "info": ("info", "tell what a timeline holds: counts, span, versions, size"),
    "query": ("query", "print the events that pass a filter, in order of time"),
    "plot": ("plot", "draw exchange frequency, or write its numbers"),
    "report": ("report", "write the events that pass a filter, with their evidence, as HTML or DOCX"),
    "import": ("importing", "add records from tables, files of many formats, and replication packages"),
    "ledger": ("ledger", "print invitations, commitments, mechanisms or coverage, as of any day"),
    "date": ("date", "tell what a date means: EDTF and the four days"),
    "export": ("export", "write events for other programs, or a replication package"),
    "check": ("check", "look at everything in a timeline, or carry what is sound into a new one"),
    "backup": ("backup", "write a checked copy, safe while the file is open elsewhere"),
}
"""Each command with its module and what it does."""


def _speak_utf8() -> None:
    """Write UTF-8 whatever the locale; text that UTF-8 can't hold is escaped."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
