"""Countries and regions: the shipped table, territories added to it, and how each stands to the focal actor's."""

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from db.errors import BadInput
from db.ids import IDS
from db.models import Country
from db.reading import fetch
from db.registry import references, relations
from db.registry.relations import RelationOnDay, RelationRow
from db.search import fold
from db.typed_input import known_fields, needed

FIELDS = frozenset({"name", "code", "alpha3", "name_zh", "name_ja", "name_ko", "region", "subregion", "note"})
"""What `change` takes."""

_UNKNOWN = RelationOnDay("", "", unverified=False)


@dataclass(frozen=True, slots=True)
class CountryRow:
    """One country in the list, with its relations with the focal actor's country on the day asked for.

    `relations` is empty where nothing is known, and for the focal actor's own country, which `is_home` marks.
    """

    id: int
    code: str
    name: str
    name_zh: str
    name_ja: str
    name_ko: str
    region: str
    subregion: str
    actors: int
    people: int
    relations: RelationOnDay
    is_home: bool


@dataclass(frozen=True, slots=True)
class CountryDetail:
    """One country whole."""

    id: int
    code: str
    alpha3: str
    name: str
    name_zh: str
    name_ja: str
    name_ko: str
    region: str
    subregion: str
    note: str
    relations: tuple[RelationRow, ...]
    actors: tuple[tuple[int, str], ...]


# --- queries -----------------------------------------------------------------------------------------------

_ROWS = """SELECT id, code, name, name_zh, name_ja, name_ko, region, subregion,
 (SELECT count(*) FROM actor a WHERE a.country_id = c.id), (SELECT count(*) FROM person p WHERE p.country_id = c.id)
FROM country c ORDER BY name, id"""


def rows(session: Session, day: int) -> list[CountryRow]:
    """Return all countries by name, with their relations with the focal actor's country on a day."""
    known = relations.focal_on(session, day)
    home = relations.focal_country(session)
    return [
        CountryRow(*row, relations=known.get(row[0], _UNKNOWN), is_home=row[0] == home)
        for row in fetch(session, _ROWS)
    ]


def detail(session: Session, country_id: int) -> CountryDetail | None:
    """Return one country whole, or None if it is not there."""
    country = session.get(Country, country_id)
    if country is None:
        return None
    actors = fetch(session, "SELECT id, name FROM actor WHERE country_id = ? ORDER BY name", (country_id,))
    return CountryDetail(
        id=country.id,
        relations=relations.of_country(session, country_id),
        actors=tuple(actors),
        **{name: getattr(country, name) for name in FIELDS},
    )


# --- edits -------------------------------------------------------------------------------------------------


def add(session: Session, name: str, **fields: Any) -> int:
    """Add a country, or a territory that is none by ISO (no code), and return its id; raises BadInput."""
    row = Country(id=IDS.next())
    _set(session, row, {"code": "", "alpha3": "", **fields, "name": name})
    session.add(row)
    session.flush()
    return row.id


def change(session: Session, country_id: int, **fields: Any) -> None:
    """Set fields (see FIELDS) of a country; raises BadInput for a code or name that another one has."""
    _set(session, session.get_one(Country, country_id), fields)
    session.flush()


def delete(session: Session, country_id: int) -> None:
    """Delete a country on which nothing hangs; raises BadInput saying what does."""
    country = session.get_one(Country, country_id)
    found = references.counts(session, "country", country_id)
    if found:
        raise BadInput(f"{country.name} was kept: {references.described(found)} hang on it.", "name")
    session.delete(country)
    session.flush()


_SHAPES = {"code": ("[A-Z]{2}", "two letters"), "alpha3": ("[A-Z]{3}", "three letters")}


def _set(session: Session, row: Country, fields: dict[str, Any]) -> None:
    known_fields(fields, FIELDS, "a country")
    fields = {name: value.strip() for name, value in fields.items()}
    if "name" in fields:
        fields["name"] = needed(fields["name"], "name", "A country needs a name; nothing was changed.")
        folded = fold(fields["name"])
        for other, name in session.execute(select(Country.id, Country.name)):
            if other != row.id and fold(name) == folded:
                raise BadInput(f"“{name}” is there already; nothing was changed.", "name")
    for field, (shape, meaning) in _SHAPES.items():
        if fields.get(field):
            fields[field] = fields[field].upper()
            _check_code(session, row, field, fields[field], shape, meaning)
    for name, value in fields.items():
        setattr(row, name, value)


def _check_code(session: Session, row: Country, field: str, code: str, shape: str, meaning: str) -> None:
    if not re.fullmatch(shape, code):
        raise BadInput(
            f"“{code}” is no ISO code: it has {meaning}, or leave it empty for a territory.", field
        )
    taken = session.scalar(select(Country.name).where(getattr(Country, field) == code, Country.id != row.id))
    if taken is not None:
        raise BadInput(f"{code} is the code of {taken}, which was kept.", field)
