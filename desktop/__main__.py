"""The program's one entry: a command runs without a window, anything else opens one."""

import sys

from desktop import startup

COMMANDS = frozenset(
    {"new", "info", "query", "plot", "report", "check", "import", "export", "date", "ledger", "backup",
     "-h", "--help", "--version"}
)  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    """Run `liaison` with these arguments and return its exit status."""
    startup.before_numpy()
    words = sys.argv[1:] if arguments is None else arguments
    if words and words[0] in COMMANDS:
        from desktop.cli import run

        return run(words)
    from desktop.app import run as open_window

    return open_window(words)


if __name__ == "__main__":
    sys.exit(main())
