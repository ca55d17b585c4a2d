"""Today by the user's clock."""

from datetime import datetime


def today() -> int:
    """Return today's day as a proleptic Gregorian ordinal."""
    return datetime.now().astimezone().date().toordinal()
