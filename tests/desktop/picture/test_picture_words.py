"""The caption of a picture says what is shown and what is not; the key has what occurs and no more."""

from pathlib import Path

import pytest
from picture_support import sheets_of, shown_of
from report_support import small

from db.arrays.columns import UNVERIFIED
from db.timeline import Timeline
from desktop.desk import Desk
from desktop.live import LiveTimeline
from desktop.picture.key import key_of


def words_of(part: list) -> list[str]:
    return [item.words for item in part]


def test_the_caption_counts_events_however_often_they_stand(sample_desk: Desk) -> None:
    columns = sample_desk.live.columns
    sheets = sheets_of(shown_of(sample_desk.live, "counterpart"), span="all")
    told, caption = sheets.content.told, sheets.block.caption
    assert told.events == len(columns)
    assert told.placements > told.events
    assert f"An event stands once in each of its lanes, {told.placements} times in all." in caption
    imprecise = int((columns.start_lo != columns.start_hi).sum())
    unverified = int(((columns.flags & UNVERIFIED) != 0).sum())
    assert f"{told.events} events, {imprecise} not known to the day, {unverified} unverified." in caption
    assert "Coverage: " in caption
    assert "From 97 sources" in caption
    assert "Shaded: Government of LDP and Komeito (2001-04-26 to 2009-09-15)" in caption
    assert "Liaison " in caption


def test_the_users_words_extend_it(sample_desk: Desk) -> None:
    plain = sheets_of(shown_of(sample_desk.live), span="all").block.caption
    longer = sheets_of(shown_of(sample_desk.live), span="all", words="See\n section 4.").block.caption
    assert longer == f"{plain} See section 4."


def test_density_is_told_with_its_number(sample_desk: Desk) -> None:
    sheets = sheets_of(shown_of(sample_desk.live, "none", "none"), span="all", landscape=False)
    assert "marks that would overlap are drawn as shading" in sheets.block.caption
    shown = sheets_of(shown_of(sample_desk.live, rows=[5, 40]), span="all")
    assert "shading" not in shown.block.caption
    assert not [part for part in key_of(shown.content, 0.1, crowded=False) if "several" in words_of(part)]


@pytest.mark.parametrize(
    ("scale", "dates"),
    [
        (0.5, ["on a known day", "some day around", "several"]),
        (50.0, ["on a known day", "from day to day", "some day within", "several"]),
    ],
)
def test_the_key_has_what_occurs(tmp_path: Path, scale: float, dates: list[str]) -> None:
    live = LiveTimeline(Timeline.create(tmp_path / "small.liaison", small))
    try:
        content = sheets_of(shown_of(live, "mechanism", "mechanism"), span="all").content
        parts = {part[0].words: words_of(part[1:]) for part in key_of(content, scale, crowded=True)}
    finally:
        live.close()
    assert parts == {
        "Mechanism": ["Exchange mechanism", "Others"],
        "Status": ["held", "held, unverified", "planned"],
        "Dates": dates,
        "Behind": ["crisis"],
    }
    assert content.told.undated == 1


def test_no_event_in_the_span(sample_desk: Desk) -> None:
    sheets = sheets_of(shown_of(sample_desk.live), span="days", first=600_000, last=600_100)
    assert "No event passes the filter in this span." in sheets.block.caption
    assert key_of(sheets.content, 0.1, crowded=False) == []
    assert sheets.pages[0].tile is not None
    assert len(sheets.pages[0].tile.lanes) == 0


def test_an_empty_timeline(desk: Desk) -> None:
    for arrangement in ("page", "height", "pages"):
        sheets = sheets_of(shown_of(desk.live), span="all", arrangement=arrangement)
        assert "No event passes the filter in this span." in sheets.block.caption
