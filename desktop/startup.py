"""What a quick start leaves out: threads nobody needs, looking for garbage, looking through modules' sources."""

import builtins
import gc
import os
from typing import Final

_ONE_THREAD: Final = {"OPENBLAS_NUM_THREADS": "1"}


def before_numpy() -> None:
    """Keep numpy from starting a pool of threads for linear algebra, of which Liaison does little.

    The pool doubles what importing numpy costs. Whoever starts the program may ask for more threads in the
    environment.
    """
    for name, value in _ONE_THREAD.items():
        os.environ.setdefault(name, value)


def after_qt() -> None:
    """Take out of `import` what PySide6 put in for `from __feature__ import …`, which Liaison does not use.

    For that, it reads the source of every module that is imported from then on. A PySide6 that keeps it under
    other names is left as it is, and so is an import that somebody else changed since.
    """
    known = vars(builtins)
    if "__orig_import__" in known and builtins.__import__ is known.get("__feature_import__"):
        builtins.__import__ = known["__orig_import__"]


def hold_garbage() -> None:
    """Collect no cycles while modules load and the first widgets are made: none of that is garbage."""
    gc.disable()


def collect_garbage() -> None:
    """Collect cycles from now on."""
    gc.enable()
