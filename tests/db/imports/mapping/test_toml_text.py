"""Mappings as text: they come back as they were, and what is wrong is named with what is nearest to it."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.errors import BadInput
from db.imports import mapping
from db.imports.mapping import CellRule, DateRule, Mapping, ParticipantsRule, SourceRule
from db.imports.mapping.value import LISTS, SINGLE, WHOLE
from db.imports.tables import TableOptions

TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=12)
TEXTS = st.lists(TEXT, max_size=3).map(tuple)


def optional(values: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | values


CELLS = st.lists(
    st.builds(
        CellRule, st.sampled_from((*SINGLE, *LISTS, *WHOLE)), TEXTS, TEXT, TEXT, TEXT, TEXT,
        st.dictionaries(TEXT, TEXT, max_size=3), st.sampled_from(["", "note", "tags"]), st.booleans(), st.booleans(),
    ), max_size=4, unique_by=lambda rule: rule.own,
)  # fmt: skip
MAPPINGS = st.builds(
    Mapping,
    header=TEXTS,
    options=st.builds(TableOptions, optional(TEXT), optional(TEXT), optional(st.booleans()), optional(TEXT)),
    date=st.builds(
        DateRule, *[TEXT] * 11, optional(st.booleans()), st.sampled_from([0, 1900, 1904]),
        st.sampled_from(["unknown", "refused"]),
    ),
    cells=CELLS.map(tuple),
    participants=st.lists(st.builds(ParticipantsRule, *[TEXT] * 12), max_size=3).map(tuple),
    sources=st.lists(st.builds(SourceRule, *[TEXT] * 7), max_size=2).map(tuple),
    identifiers=st.lists(st.tuples(TEXT, TEXT.filter(bool)), max_size=2).map(tuple),
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(MAPPINGS)
def test_mappings_come_back(made: Mapping) -> None:
    assert mapping.from_toml(mapping.to_toml(made)) == made


HAND = """
[table]
encoding = "gbk"

[date]
year = "Jahr"
month = "Monat"

[title]
template = "{Art}: {Partei}"

[type]
from = "Art"
[type.values]
"Video" = "video"

[tags]
from = ["a", "b"]
split = ";|"

[[participants]]
actor = "Partei"
side = "counterpart"

[[identifiers]]
scheme = "mine"
from = "Nr"
"""


def test_a_text_written_by_hand_is_read() -> None:
    made = mapping.from_toml(HAND)
    assert made.options == TableOptions(encoding="gbk")
    assert made.date == DateRule(year="Jahr", month="Monat")
    assert made.cell("type") == CellRule("type", ("Art",), values={"Video": "video"})
    assert made.cell("tags") == CellRule("tags", ("a", "b"), split=";|")
    assert made.participants == (ParticipantsRule(actor="Partei", side="counterpart"),)
    assert made.identifiers == (("mine", "Nr"),)
    assert set(made.used()) == {"Jahr", "Monat", "Art", "Partei", "a", "b", "Nr"}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[datum]", "“datum” is nothing.*there are|did you mean “date”"),
        ("[date]\nwhol = 'x'", "“whol” in .date. is nothing.*“whole”"),
        ("[title]\nfrm = 'x'", "did you mean “from”"),
        ("[[participants]]\nacter = 'x'", "did you mean “actor”"),
        ("[participants]\nactor = 'x'", r"\[\[participants\]\]"),
        ("[written.note]\nfrom = 'x'", "“note” in .written."),
        ("[date]\nday_first = 'yes'", "true or false"),
        ("[date]\nserial = 1901", "1900"),
        ("[date]\nwhole = 3", "a text"),
        ("[title]\nfrom = [3]", "list of texts"),
        ("[type]\nvalues = {a = 1}", "texts"),
        ("[round]\notherwise = 'trash'", "note"),
        ("title = 'x'", r"\[title\]"),
        ("[[identifiers]]\nscheme = 'x'", "column"),
        ("[date\nwhole = 'x'", "no TOML.*line 1"),
    ],
)
def test_what_is_wrong_is_named(text: str, said: str) -> None:
    with pytest.raises(BadInput, match=said):
        mapping.from_toml(text)


@settings(max_examples=200, deadline=None)
@given(
    st.text(max_size=60)
    | st.sampled_from(["[date]\n", "[[sources]]\n"]).flatmap(lambda a: TEXT.map(lambda b: a + b))
)
def test_no_text_brings_anything_but_a_mapping_or_bad_input(text: str) -> None:
    try:
        mapping.from_toml(text)
    except BadInput:
        return
