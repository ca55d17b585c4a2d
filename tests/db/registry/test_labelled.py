"""Finding sources, terms and commitments by their words."""

import pytest

from db import models as m
from db.registry import names


@pytest.fixture
def filled(timeline):
    with timeline.edit("Fill") as session:
        session.add_all(
            [
                m.Source(title="Ruling parties meet", publisher="Xinhua", date_text="2006"),
                m.Source(
                    title="中日执政党交流机制", title_translated="Exchange mechanism", publisher="中联部"
                ),
                m.Commitment(words="We shall inform our counterparts"),
                m.Term(vocabulary="type", key="visit abroad", label="Visit"),
            ]
        )
    return timeline


@pytest.mark.parametrize(
    ("kind", "typed", "found"),
    [
        ("source", "ruling", "Ruling parties meet"),
        ("source", "XINHUA 2006", "Ruling parties meet"),
        ("source", "执政党", "中日执政党交流机制"),
        ("source", "exchange mech", "中日执政党交流机制"),
        ("commitment", "inform", "We shall inform our counterparts"),
        ("term", "visit", "Visit"),
    ],
)
def test_records_are_found_by_what_they_show(filled, kind, typed, found):
    with filled.read() as session:
        assert names.candidates(session, kind, typed)[0].name == found


@pytest.mark.parametrize("typed", ["", "  ", "nothing like it"])
def test_nothing_is_found_by_nothing(filled, typed):
    with filled.read() as session:
        assert names.candidates(session, "source", typed) == []
