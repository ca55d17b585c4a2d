"""Lanes, colours, sets and rows after edits of every kind equal those worked out anew."""

import random
from dataclasses import fields

import numpy as np
import pytest
from pytestqt.qtbot import QtBot
from sqlalchemy.orm import Session

from db import events
from db.arrays import sets
from db.dates import parse
from db.events import Taking
from db.filters import matching
from db.filters import parse as parse_filter
from db.models import Actor, Mechanism, Term
from desktop.arrange import arrange, subset
from desktop.canvas.data import CanvasData
from desktop.canvas.index import LaneIndex
from desktop.desk import Desk
from desktop.placing import Placing, under

DATES = ("2006-10-16", "2006-10-16/2006-10-18", "2006-10", "2006", "200X", "before 2005", "after 2010",
         "2004-03/..", "[2004-03,2004-05]", "[2008-01-02,2008-01-09,2008-02-01]", "2009-02-21")  # fmt: skip


def random_edit(desk: Desk, chance: random.Random) -> None:
    """Change, add or delete a few events, or undo or redo."""
    ids = desk.live.columns.ids.tolist()
    chosen = chance.sample(ids, chance.randrange(1, 4))
    kind = chance.choice(["date", "date", "create", "delete", "fields", "takings", "name", "undo", "redo"])
    if kind in ("undo", "redo"):
        getattr(desk.live, kind)()
    else:
        desk.live.edit("Change", _changed, kind, chosen, chance)


def _changed(session: Session, kind: str, chosen: list[int], chance: random.Random) -> None:
    when = parse(chance.choice(DATES)) if chance.random() < 0.9 else None
    if kind == "date":
        events.set_date(session, chosen, when)
    elif kind == "create":
        events.create(session, "A new one", when, part_of_id=chance.choice([None, chosen[0]]))
    elif kind == "delete":
        events.delete(session, chosen)
    elif kind == "fields":
        mechanism = chance.choice([None, *(each.id for each in session.query(Mechanism))])
        types = [term.id for term in session.query(Term) if term.vocabulary == "type"]
        values = {"mechanism_id": mechanism, "type_id": chance.choice(types), "status": "planned"}
        events.change(session, chosen, **dict(chance.sample(list(values.items()), 2)))
    elif kind == "takings":
        actors = chance.sample([actor.id for actor in session.query(Actor)], chance.randrange(3))
        events.set_takings(session, chosen[0], [Taking(actor, side="counterpart") for actor in actors])
    else:
        session.get_one(Actor, chance.choice([actor.id for actor in session.query(Actor)])).family = "green"


def equal(one: object, other: object) -> bool:
    """Tell whether two dataclasses hold the same arrays and lists; `ends` may be known or still to be sorted."""
    names = ["last_position" if each.name == "ends" else each.name for each in fields(one)]  # type: ignore[arg-type]
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in names)


def anew(desk: Desk, by: tuple[str, str]) -> CanvasData:
    """What lanes and colours are when nothing is kept from before."""
    kept = desk.live.columns.__dict__.pop("_groups", {})
    found = arrange(desk.live, *by)
    desk.live.columns.__dict__["_groups"] = kept
    return found


def same(one: LaneIndex, other: LaneIndex) -> bool:
    shown = zip(one.classes, other.classes, strict=True)
    return equal(one.data, other.data) and all(equal(mine, theirs) for (mine, _), (theirs, _) in shown)


@pytest.mark.parametrize(
    "by",
    [
        ("mechanism", "family"),
        ("counterpart", "country"),
        ("country", "country"),
        ("type", "counterpart"),
        ("none", "type"),
    ],
)
@pytest.mark.parametrize("filtered", [False, True])
def test_what_stands_in_lanes_follows_every_edit(
    sample_desk: Desk, by: tuple[str, str], filtered: bool
) -> None:
    chance = random.Random(repr(by))
    placing = Placing(sample_desk.live)
    if filtered:
        placing.keep(placing.follow(*by).masked(sample_desk.live.columns.start_lo % 3 > 0))
    for _ in range(30):
        random_edit(sample_desk, chance)
        index = placing.follow(*by)
        assert same(index.masked(None), LaneIndex(anew(sample_desk, by)))
        assert same(index, LaneIndex(index.data).masked(index.mask))


def test_few_events_stand_in_the_lanes_they_need(sample_desk: Desk) -> None:
    index = Placing(sample_desk.live).follow("mechanism", "family")
    mask = sample_desk.live.columns.start_lo % 5 == 0
    found = under(index, mask, int(mask.sum()))
    assert same(found, LaneIndex(subset(index.data, mask)))
    assert min(found.data.lane_counts) > 0


def test_sets_follow_every_edit(sample_desk: Desk) -> None:
    chance = random.Random(4)
    live = sample_desk.live
    with live.reading() as connection:
        sets.sets_of(connection, live.columns)
    for _ in range(60):
        random_edit(sample_desk, chance)
        with live.reading() as connection:
            kept = live.columns.__dict__.pop("_sets", None) or sets.sets_of(connection, live.columns)
            live.columns.__dict__.pop("_sets", None)
            assert equal(kept, sets.sets_of(connection, live.columns))


def test_rows_under_a_filter_move_at_once_and_are_answered_later(sample_desk: Desk, qtbot: QtBot) -> None:
    chance = random.Random(5)
    live, browse = sample_desk.live, sample_desk.browse
    wanted = parse_filter("2000..2012 type:session")
    browse.set_filter(wanted)
    qtbot.waitUntil(lambda: not browse.busy)
    for _ in range(15):
        ids = set(live.columns.ids[browse.rows].tolist())
        random_edit(sample_desk, chance)
        there = ids & set(live.columns.ids.tolist())
        assert live.columns.ids[browse.rows].tolist() == [
            event for event in live.columns.ids.tolist() if event in there
        ]
        qtbot.waitUntil(lambda: not browse.busy)
        with live.reading() as connection:
            found = set(matching(connection, wanted).tolist())
        assert set(live.columns.ids[browse.rows].tolist()) == found
