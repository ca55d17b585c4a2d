"""Loads in the pool, after the first paint, what the next steps will need."""

from importlib import import_module
from typing import Final

from desktop import startup
from desktop.tasks import Task

WANTED: Final = (
    "desktop.pages",
    "sqlalchemy.orm",
    "db.events",
    "db.registry.names",
    "matplotlib.figure",
    "matplotlib.collections",
    "matplotlib.backends.backend_qtagg",
)


def warm_up() -> None:
    """Load the modules one after the other; the first edit and the first chart need not wait then."""
    startup.collect_garbage()
    Task(_load).start()


def _load() -> None:
    for name in WANTED:
        import_module(name)
