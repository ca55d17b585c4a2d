"""Our reading of EDTF against that of the `edtf` and `undate` packages, wherever these can parse."""

import warnings
from collections.abc import Callable
from datetime import date
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.dates import parse

Days = tuple[date, date]

EXAMPLES = [
    "2006-10-16",
    "2004-03",
    "2004",
    "2004-03?",
    "2004-03~",
    "2004?",
    "2004-02-XX",
    "2004-XX",
    "2004-XX-XX",
    "200X",
    "20XX",
    "1XXX-XX",
    "2004-XX-0X",
    "2004-1X",
    "2004-XX-31",
    "20X4",
    "2004-21",
    "2004-22",
    "2004-23",
    "2004-24",
    "2004-25",
    "2004-33",
    "2004-37",
    "2004-41",
    "2004/2006",
    "2004-03/2004-05",
    "2006-10-16/2006-10-17",
    "2004-02-01/2005",
    "2004?/2006",
    "[2004,2006]",
    "[2004-03..2004-05]",
    "[2004-03,2004-05..2004-07]",
    "{2004,2006}",
    "{2004-03,2005-06-01}",
    "2004-03-01T10:00:00Z",
]

KNOWN_DIFFERENCES = {
    ("edtf", "2004-24"): "ends winter 2004 with that year, we read December to February",
    ("edtf", "2004-03~"): 'the strict bounds have no width for "about", ours is half the unit on either side',
    ("undate", "2004-03~"): 'has no width for "about", ours is half the unit on either side',
}
"""By oracle and text, with the reason."""


@pytest.fixture(scope="module")
def edtf() -> ModuleType:
    """The package, imported without the warnings of its own grammar."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import edtf

        return edtf


def by_edtf(edtf: ModuleType, text: str) -> Days:
    """Return first and last day; whatever it can't parse it raises something for."""
    found = edtf.parse_edtf(text)
    first, last = found.lower_strict(), found.upper_strict()
    return date(*first[:3]), date(*last[:3])


def by_undate(text: str) -> Days:
    """Return first and last day; whatever it can't parse it raises something for."""
    from undate import Undate

    found = Undate.parse(text, "EDTF")
    first = getattr(found.earliest, "earliest", found.earliest)
    last = getattr(found.latest, "latest", found.latest)
    return date.fromisoformat(str(first)), date.fromisoformat(str(last))


def ours(text: str) -> Days:
    when = parse(text)
    assert when.start[0] is not None
    assert when.end[1] is not None
    return date.fromordinal(when.start[0]), date.fromordinal(when.end[1])


def theirs(read: Callable[[str], Days], text: str) -> Days | None:
    """Return what an oracle says, None where it can't parse; it raises all kinds of errors then."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return read(text)
        except Exception:
            return None


def oracles(edtf: ModuleType) -> dict[str, Callable[[str], Days]]:
    return {"edtf": lambda text: by_edtf(edtf, text), "undate": by_undate}


@pytest.mark.parametrize("text", EXAMPLES)
def test_the_oracles_agree(edtf: ModuleType, text: str) -> None:
    answers = {name: theirs(read, text) for name, read in oracles(edtf).items()}
    for name, answer in answers.items():
        if (name, text) not in KNOWN_DIFFERENCES and answer is not None:
            assert answer == ours(text), name


def test_the_oracles_parse_enough_to_tell_something(edtf: ModuleType) -> None:
    parsed = {
        name: sum(theirs(read, text) is not None for text in EXAMPLES) for name, read in oracles(edtf).items()
    }
    assert parsed["edtf"] >= 20
    assert parsed["undate"] >= 12


def test_every_known_difference_is_still_one(edtf: ModuleType) -> None:
    for name, text in KNOWN_DIFFERENCES:
        assert theirs(oracles(edtf)[name], text) != ours(text)


@st.composite
def plain_texts(draw: st.DrawFn) -> str:
    one, other = sorted(draw(st.tuples(*[st.dates(date(1000, 1, 1), date(9998, 12, 31))] * 2)))
    lengths = st.sampled_from([10, 7, 4])
    first, last = one.isoformat()[: draw(lengths)], other.isoformat()[: draw(lengths)]
    return draw(st.sampled_from([first, f"{first}?", f"{first}/{last}", f"{first[:3]}X", f"{first[:2]}XX"]))


@settings(max_examples=60, deadline=None)
@given(text=plain_texts())
def test_the_oracles_agree_on_random_dates(edtf: ModuleType, text: str) -> None:
    mine = ours(text)
    for name, read in oracles(edtf).items():
        answer = theirs(read, text)
        assert answer in (None, mine), (name, text)
