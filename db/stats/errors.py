"""The error of the statistics: a sentence for the user."""


class StatError(ValueError):
    """What was asked for has no answer: the sentence says why, and what to do."""
