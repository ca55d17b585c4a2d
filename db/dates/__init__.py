"""Uncertain dates: what people type, EDTF, and the days they allow."""

from db.dates.conventions import CONVENTIONS
from db.dates.describe import describe
from db.dates.edtf import from_edtf
from db.dates.errors import DateError
from db.dates.parse import parse
from db.dates.shift import shift
from db.dates.span import span
from db.dates.uncertain import OPEN_HI, OPEN_LO, UncertainDate, sort_key, to_dict
from db.dates.widen import widen

__all__ = [
    "CONVENTIONS",
    "OPEN_HI",
    "OPEN_LO",
    "DateError",
    "UncertainDate",
    "describe",
    "from_edtf",
    "parse",
    "shift",
    "sort_key",
    "span",
    "to_dict",
    "widen",
]
