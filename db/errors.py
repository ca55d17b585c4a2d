"""The errors a user can act on; anything else that is raised is a bug."""


class Problem(Exception):  # noqa: N818 - the word the screens use
    """Something the user can act on, said in one sentence: what happened, to what, what was kept, what to do."""


class CannotOpen(Problem):
    """A file can't be used as a timeline."""


class CannotWrite(Problem):
    """An edit was not carried out; the timeline is as it was."""


class Interrupted(Problem):
    """A background read gave way to an edit and should start again."""


class BadInput(Problem):
    """A value was refused; `field` names where it was typed."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field
