"""The one error that reading a date can raise."""


class DateError(ValueError):
    """A text is no date: which text, at which place (0-based offset), for which reason."""

    def __init__(self, text: str, position: int, reason: str) -> None:
        super().__init__(text, position, reason)
        self.text = text
        self.position = position
        self.reason = shown(reason, 200)  # it may quote the text

    def __str__(self) -> str:
        return f'"{shown(self.text)}" is not a date: {self.reason} (at character {self.position + 1}).'


class Fault(Exception):  # noqa: N818 - never leaves this package
    """What a reader deep down found; whoever knows the whole text turns it into a `DateError`."""

    def __init__(self, reason: str, position: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.position = position


def shown(text: str, limit: int = 60) -> str:
    """Return text that any terminal or log can take: one line, no control characters or lone surrogates."""
    short = text if len(text) <= limit else text[: limit - 1] + "…"
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in short)
