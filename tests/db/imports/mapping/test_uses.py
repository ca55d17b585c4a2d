"""What each column becomes, and giving one column another use."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.imports.mapping import CellRule, DateRule, Mapping, ParticipantsRule, SourceRule
from db.imports.mapping.uses import BECOMES, Use, uses, with_use, without

MADE = Mapping(
    ("d", "t", "p", "q", "u", "n", "i", "x"),
    date=DateRule(whole="d"),
    cells=(CellRule("title", ("t",)), CellRule("note", ("n",))),
    participants=(ParticipantsRule(actor="p"), ParticipantsRule(person="q", side="focal")),
    sources=(SourceRule(url="u"),),
    identifiers=(("mine", "i"),),
)


def test_each_column_has_its_use() -> None:
    assert uses(MADE) == {
        "d": [Use("date.whole")],
        "t": [Use("title")],
        "p": [Use("participants.actor")],
        "q": [Use("participants.person", 1)],
        "u": [Use("sources.url")],
        "n": [Use("note")],
        "i": [Use("identifiers", scheme="mine")],
        "x": [],
    }


@pytest.mark.parametrize("becomes", BECOMES)
def test_a_column_can_become_everything(becomes: str) -> None:
    for group in (0, 1, 5):
        made = with_use(MADE, "x", Use(becomes, group))
        (use,) = uses(made)["x"]
        assert use.becomes == becomes


def test_a_column_is_one_thing_at_a_time() -> None:
    made = with_use(MADE, "t", Use("date.words"))
    assert uses(made)["t"] == [Use("date.words")]
    assert made.cell("title") is None


def test_notes_and_lists_take_several_columns() -> None:
    assert with_use(MADE, "x", Use("note")).cell("note") == CellRule("note", ("n", "x"))


def test_a_place_for_one_is_taken_over() -> None:
    made = with_use(MADE, "x", Use("date.whole"))
    assert (made.date.whole, uses(made)["d"]) == ("x", [])


def test_the_only_column_of_a_group_may_change_its_part() -> None:
    made = with_use(MADE, "q", Use("participants.post", 1))
    assert made.participants[1] == ParticipantsRule(post="q", side="focal")


def test_groups_left_empty_go() -> None:
    assert without(MADE, "q").participants == (ParticipantsRule(actor="p"),)
    assert with_use(MADE, "u", None).sources == ()


@given(
    st.lists(st.tuples(st.sampled_from(MADE.header), st.sampled_from(BECOMES), st.integers(0, 3)), max_size=6)
)
def test_no_changes_leave_a_column_twice(changes: list[tuple[str, str, int]]) -> None:
    made = MADE
    for column, becomes, group in changes:
        made = with_use(made, column, Use(becomes, group))
        assert [use.becomes for use in uses(made)[column]] == [becomes]
        assert all(len(found) <= 1 for found in uses(made).values())
