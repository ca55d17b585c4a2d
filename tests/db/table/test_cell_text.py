"""Cells that hold several things: what is written is read back, and nothing but BadInput comes of any text."""

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import BadInput
from db.table.cell_text import (
    Participant,
    SourceText,
    read_list,
    read_marks,
    read_participants,
    read_sources,
    write_list,
    write_marks,
    write_participants,
    write_sources,
)
from db.words import ROLES, SIDES

TEXTS = st.text(st.sampled_from('ab :;"()[]{}<>,\n=日'), max_size=8).map(str.strip)
PARTICIPANTS = st.builds(
    Participant, TEXTS, TEXTS, TEXTS, st.sampled_from(("", *SIDES)), st.sampled_from(("", *ROLES)), TEXTS
).filter(lambda each: bool(each.actor or each.person))
ADDRESSES = st.sampled_from(["", "https://example.org/a;b", "https://example.org/"])
SOURCES = st.builds(SourceText, TEXTS, ADDRESSES).filter(lambda each: bool(each.title or each.url))


READ_AND_WRITTEN: tuple[tuple[Any, Any], ...] = (
    (read_participants, write_participants),
    (read_list, write_list),
    (read_sources, write_sources),
    (read_marks, write_marks),
)


@given(st.lists(PARTICIPANTS, max_size=3))
def test_participants_are_read_back(them: list[Participant]) -> None:
    assert read_participants(write_participants(them)) == them


@given(st.lists(TEXTS.filter(bool), unique=True))
def test_lists_are_read_back(items: list[str]) -> None:
    assert read_list(write_list(items)) == items


@given(st.lists(SOURCES, max_size=3, unique=True))
def test_sources_are_read_back(sources: list[SourceText]) -> None:
    assert read_sources(write_sources(sources)) == sources


@given(st.tuples(*[st.integers(0, 2)] * 5))
def test_marks_are_read_back(marks: tuple[int, ...]) -> None:
    assert read_marks(write_marks(marks)) == marks


@given(st.text(st.sampled_from('ab :;"()[]{}<>,')))
def test_any_text_is_read_or_refused(text: str) -> None:
    """What is read at all is written so that it is read back and written the same."""
    for read, write in READ_AND_WRITTEN:
        try:
            written = write(read(text))
        except BadInput:
            continue
        assert write(read(written)) == written


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        (
            "CPN (Maoist Centre): Prachanda (Chairman) [guest]",
            Participant("CPN (Maoist Centre)", "Prachanda", "Chairman", "", "guest"),
        ),
        (": Kong Xuanyou", Participant("", "Kong Xuanyou")),
        ("LDP: (Secretary-General) [Counterpart,  Head of Delegation]",
         Participant("LDP", "", "Secretary-General", "counterpart", "head of delegation")),
        ("  公明党 ：東 ", Participant("公明党 ：東")),
    ],
)  # fmt: skip
def test_participants_as_people_write_them(cell: str, meant: Participant) -> None:
    assert read_participants(cell) == [meant]


@pytest.mark.parametrize("cell", ["LDP [boss]", "LDP [guest, host]", 'LDP: "Aso', "[guest]", "LDP (x) y: z)"])
def test_participants_that_cannot_be_read(cell: str) -> None:
    with pytest.raises(BadInput):
        read_participants(cell)


@pytest.mark.parametrize("cell", ['""', '" "', 'a; ""', "< >", "<>"])
def test_what_names_nothing_is_refused(cell: str) -> None:
    for read in (read_participants, read_list, read_sources):
        if "<" not in cell or read == read_sources:
            with pytest.raises(BadInput):
                read(cell)


@pytest.mark.parametrize("sign", ['"', "(", " ", ":", '""', "<", 'a"', "[", "{"])
def test_long_cells_take_no_time(sign: str) -> None:
    """A pattern that tried every way of reading them would not come back at all."""
    for read in (read_participants, read_list, read_sources):
        found: list[Any] = []
        with suppress(BadInput):
            found = read(sign * 60_000)
        assert len(found) <= 1
