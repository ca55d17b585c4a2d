"""The one filter of table, canvas, charts, export and command line: a frozen value with a text form."""

from db.filters.checking import check
from db.filters.compiling import compile, matching  # noqa: A004 - read as `filters.compile`
from db.filters.completion import Completion, completions
from db.filters.errors import FilterError
from db.filters.grammar import parse
from db.filters.keys import KEYS
from db.filters.value import Clause, Filter, Value, names_status

__all__ = [
    "KEYS",
    "Clause",
    "Completion",
    "Filter",
    "FilterError",
    "Value",
    "check",
    "compile",
    "completions",
    "matching",
    "names_status",
    "parse",
]
