"""How a picture is divided into pages: nothing is lost between them, and what finds no room is told."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

import pytest
from picture_support import sheets_of, shown_of

from db.dates import parse
from db.events import create
from desktop.desk import Desk
from desktop.picture.sheets import OVERLAP, POINT


def test_one_page_holds_all_lanes_title_and_caption(sample_desk: Desk) -> None:
    sheets = sheets_of(shown_of(sample_desk.live), span="all", title="Exchanges 訪問")
    (sheet,) = sheets.pages
    assert sheet.block
    assert sheet.tile is not None
    assert len(sheet.tile.lanes) == sheets.drawing.lanes.count
    assert sheets.page_points == pytest.approx((841.9, 595.3), abs=0.2)  # A4, landscape
    assert sheets.point == POINT
    used = sheets.title_height + sheets.drawing.tile_height(sheet.tile.lanes) + 12 + sheets.block.height
    assert used <= sheets.height


def test_text_becomes_smaller_until_the_lanes_fit_and_then_lanes_are_left_out(sample_desk: Desk) -> None:
    with sample_desk.live.timeline.edit("Many") as session:
        from db import models as m

        for number in range(60):
            mechanism = m.Mechanism(name=f"Mechanism {number:02}")
            session.add(mechanism)
            session.flush()
            create(session, "An event", parse("2010"), mechanism_id=mechanism.id)
    sheets = sheets_of(shown_of(sample_desk.live), span="all")
    assert sheets.point < POINT
    assert sheets.left_out > 0
    assert f"{sheets.left_out} lanes with fewer events had no room on this page." in sheets.block.caption
    assert sheets_of(shown_of(sample_desk.live), span="all", paper="A3", landscape=False).left_out == 0
    high = sheets_of(shown_of(sample_desk.live), span="all", arrangement="height")
    assert (high.point, high.left_out) == (POINT, 0)
    assert high.page_points[1] > 1000


def test_pages_side_by_side_overlap_and_hold_every_pixel(sample_desk: Desk) -> None:
    sheets = sheets_of(shown_of(sample_desk.live), span="all", arrangement="pages", across=3, landscape=False)
    tiles = [sheet.tile for sheet in sheets.pages if sheet.tile is not None]
    assert [sheet.column for sheet in sheets.pages if sheet.tile] == [1, 2, 3]
    for one, other in pairwise(tiles):
        assert one.left + one.width - other.left == OVERLAP
    assert tiles[0].left == 0
    assert tiles[-1].left + tiles[-1].width == sheets.drawing.whole.width
    assert [(sheet.before, sheet.after) for sheet in sheets.pages[:3]] == [(0, 2), (1, 3), (2, 0)]


def test_lanes_go_on_below_and_none_is_divided(sample_desk: Desk) -> None:
    sheets = sheets_of(shown_of(sample_desk.live, "counterpart"), span="all", arrangement="pages", across=1)
    lanes = [lane for sheet in sheets.pages if sheet.tile for lane in sheet.tile.lanes]
    assert lanes == list(range(sheets.drawing.lanes.count))
    assert len(sheets.pages) > 1
    assert [sheet.block for sheet in sheets.pages] == [False] * (len(sheets.pages) - 1) + [True]
    assert {sheet.number for sheet in sheets.pages} == set(range(1, len(sheets.pages) + 1))


def test_chosen_days_and_what_lies_outside(sample_desk: Desk) -> None:
    first, last = date(2004, 1, 1).toordinal(), date(2009, 12, 31).toordinal()
    shown = shown_of(sample_desk.live)
    some = sheets_of(shown, span="days", first=first, last=last)
    told = some.content.told
    everything = sheets_of(shown, span="all").content.told
    assert 0 < told.events < everything.events
    assert told.events + told.outside == everything.events
    assert "2004-01-01 to 2009-12-31." in some.block.caption
    assert f"{told.outside} events lie outside." in some.block.caption
    assert sum(some.drawing.counts) == told.placements  # the numbers beside the lanes are of these days


def test_only_the_lanes_in_view(sample_desk: Desk) -> None:
    shown = shown_of(sample_desk.live)
    some = sheets_of(replace(shown, view_lanes=range(2, 5)), span="view")
    assert some.drawing.index.data.lane_labels == shown.index.data.lane_labels[2:5]
    assert f"Lanes 3 to 5 of {shown.index.lanes}." in some.block.caption
    assert (
        sheets_of(replace(shown, view_lanes=range(2, 5)), span="all").drawing.lanes.count == shown.index.lanes
    )


def test_a_paper_of_any_size(sample_desk: Desk) -> None:
    sheets = sheets_of(shown_of(sample_desk.live), span="all", size=(612.0, 792.0))
    assert sheets.page_points == pytest.approx((612, 792))
