"""The codebook that every timeline starts with."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from db import schema, words
from db.codebook import codebook
from db.models import Country, Term


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    """A timeline that holds the codebook alone."""
    path: Path = tmp_path_factory.mktemp("codebook") / "codebook.liaison"
    raw = sqlite3.connect(path)
    schema.create(raw)
    raw.close()
    engine = create_engine(f"sqlite:///{path}")
    with Session(engine) as session:
        codebook.fill(session)
        yield session
    engine.dispose()


def labels(session: Session, vocabulary: str) -> list[str]:
    query = select(Term.key).where(Term.vocabulary == vocabulary).order_by(Term.position)
    return list(session.scalars(query))


def test_every_vocabulary_has_terms_with_definitions(session: Session) -> None:
    terms = session.scalars(select(Term)).all()
    assert {term.vocabulary for term in terms} == set(codebook.VOCABULARIES)
    assert set(codebook.VOCABULARIES) == set(words.TERM_VOCABULARIES) - {"tag"}
    assert all(term.label and term.definition.endswith(".") for term in terms)


def test_types_of_the_research_field_are_there(session: Session) -> None:
    expected = "meeting call visit delegation session dialogue congress conference seminar video phone letter"
    assert set(expected.split()) <= set(labels(session, "type"))
    assert {"signing", "reception", "statement", "briefing", "consultation", "founding"} <= set(
        labels(session, "type")
    )


def test_levels_rise_from_working_level_to_party_leader(session: Session) -> None:
    assert labels(session, "level") == [
        "working",
        "director",
        "vice-minister",
        "minister",
        "politburo",
        "leader",
    ]


def test_channels(session: Session) -> None:
    assert labels(session, "channel") == ["in person", "video", "phone", "letter", "third party"]


def test_narrower_types_hang_under_wider_ones_of_their_vocabulary(session: Session) -> None:
    by_id = {term.id: term for term in session.scalars(select(Term))}
    pairs = {(t.key, by_id[t.parent_id].key) for t in by_id.values() if t.parent_id is not None}
    assert ("delegation", "visit") in pairs
    assert all(
        by_id[t.parent_id].vocabulary == t.vocabulary for t in by_id.values() if t.parent_id is not None
    )


def test_all_countries_are_named_in_four_languages(session: Session) -> None:
    countries = session.scalars(select(Country)).all()
    assert len(countries) == len({c.code for c in countries}) == len({c.alpha3 for c in countries}) == 249
    assert all(len(c.code) == 2 and len(c.alpha3) == 3 for c in countries)
    assert all(c.name and c.name_zh and c.name_ja and c.name_ko for c in countries)
    assert [c.code for c in countries if not c.region] == ["AQ"]


@pytest.mark.parametrize(
    ("code", "names", "region"),
    [
        ("JP", ("Japan", "日本", "日本", "일본"), "Eastern Asia"),
        ("NA", ("Namibia", "纳米比亚", "ナミビア", "나미비아"), "Sub-Saharan Africa"),
        ("TW", ("Taiwan", "台湾", "台湾", "대만"), "Eastern Asia"),
        ("KP", ("North Korea", "朝鲜", "北朝鮮", "북한"), "Eastern Asia"),
    ],
)
def test_some_countries(session: Session, code: str, names: tuple[str, ...], region: str) -> None:
    country = session.scalars(select(Country).where(Country.code == code)).one()
    assert (country.name, country.name_zh, country.name_ja, country.name_ko) == names
    assert country.subregion == region


def test_keys_lead_to_terms(session: Session) -> None:
    keys = codebook.keys(session)
    found = session.get(Term, keys["type", "session"])
    assert found is not None
    assert found.label == "Mechanism session"
