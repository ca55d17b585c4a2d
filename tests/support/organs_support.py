"""A hand-made timeline of organs of organs, and what each of its actors has of those above it."""

from typing import Final, NamedTuple

from sqlalchemy.orm import Session

from db import events
from db.dates import parse
from db.events import Taking
from db.ids import IDS
from db.models import Country, Mechanism, MechanismMember, Relation, Setting, Standing, Term
from db.registry import actors


class Has(NamedTuple):
    """What an actor has, be it of its own or from above; empty where nobody knows."""

    country: str = ""
    family: str = "unknown"
    standing: str = ""
    relations: str = ""


_JAPAN: Final = Has("Japan", "conservative", "opposition", "diplomatic relations")
OTHERS: Final = {
    "party": _JAPAN,
    "department": _JAPAN,
    "office": _JAPAN,
    "branch": Has(
        "France", "liberal", "opposition", "suspended"
    ),  # its own country and family, its party's standing
    "cell": Has("France", "liberal", "opposition", "suspended"),
    "union": Has(),  # under the party, but no organ
    "desk of union": Has(),
    "one": Has(),  # organs of each other
    "two": Has(),
}
"""Actors of the other side; each is a guest in an event called like it, on DAY in Japan, and is to host a session."""

FOCAL: Final = ("focal", "focal department", "focal desk")
"""The focal actor, from China, an organ of it and one of that; each meets the office in an event in China."""

DAY: Final = "2010-05-05"

_ACTORS: Final = (
    # name, kind, parent, country, family
    ("focal", "party", "", "China", "communist"),
    ("focal department", "organ", "focal", "", "unknown"),
    ("focal desk", "organ", "focal department", "", "unknown"),
    ("party", "party", "", "Japan", "conservative"),
    ("department", "organ", "party", "", "unknown"),
    ("office", "organ", "department", "", "unknown"),
    ("branch", "organ", "office", "France", "liberal"),
    ("cell", "organ", "branch", "", "unknown"),
    ("union", "organisation", "party", "", "unknown"),
    ("desk of union", "organ", "union", "", "unknown"),
    ("one", "organ", "", "", "unknown"),
    ("two", "organ", "one", "", "unknown"),
)


def fill(session: Session) -> None:
    """Write it into an empty timeline."""
    countries = {
        name: Country(id=IDS.next(), name=name, region=region)
        for name, region in (("China", "Asia"), ("Japan", "Asia"), ("France", "Europe"))
    }
    session.add_all(
        [*countries.values(), Term(id=IDS.next(), vocabulary="type", key="session", label="Session")]
    )
    session.flush()
    homes = {name: country.id for name, country in countries.items()}
    made = _actors(session, homes)
    session.add(Setting(id=IDS.next(), key="focal_actor", value=str(made["focal"])))
    _spans(session, made, homes)
    _events(session, made, homes)


def _actors(session: Session, homes: dict[str, int]) -> dict[str, int]:
    made: dict[str, int] = {}
    for name, kind, parent, country, family in _ACTORS:
        made[name] = actors.create(
            session, name, kind=kind, family=family, parent_id=made.get(parent), country_id=homes.get(country)
        )
    circle = "UPDATE actor SET parent_id = ? WHERE id = ?"  # no edit lets it arise
    session.connection().exec_driver_sql(circle, (made["two"], made["one"]))
    session.expire_all()
    return made


def _spans(session: Session, made: dict[str, int], homes: dict[str, int]) -> None:
    standing = Standing(actor_id=made["party"], kind="opposition")
    japan = Relation(country_id=homes["China"], other_id=homes["Japan"], kind="diplomatic relations")
    france = Relation(country_id=homes["France"], other_id=homes["China"], kind="suspended")
    for span in (standing, japan, france):
        span.date = parse("2010/2012")
    session.add_all([standing, japan, france])


def _events(session: Session, made: dict[str, int], homes: dict[str, int]) -> None:
    day, later = parse(DAY), parse("2011-05-05")
    kind = events.term_id(session, "type", "session")
    for name in OTHERS:
        mechanism = Mechanism(id=IDS.next(), name=f"with {name}")
        session.add(mechanism)
        session.flush()
        session.add(MechanismMember(mechanism_id=mechanism.id, actor_id=made[name]))
        event = events.create(session, name, day, country_id=homes["Japan"])
        held = events.create(
            session, f"hosted by {name}", later, type_id=kind, mechanism_id=mechanism.id, status="planned"
        )
        events.set_takings(session, event, [Taking(made["focal"], side="focal"), Taking(made[name])])
        events.set_takings(session, held, [Taking(made[name], role="host")])
    for name in FOCAL:
        event = events.create(session, f"{name} receives", day, country_id=homes["China"])
        events.set_takings(session, event, [Taking(made[name], side="focal"), Taking(made["office"])])
