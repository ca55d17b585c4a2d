"""Today by the user's clock."""

from datetime import datetime


def today() -> int:
    """Return the day it is where the user sits, as an ordinal."""
    return datetime.now().astimezone().date().toordinal()
