"""iCalendar: whole days, time zones, recurrences within a span, people and statuses."""

from contextlib import suppress
from pathlib import Path

import pytest
from formats_support import events, faults, read, refusal, saved, spoiled, survives
from hypothesis import given, settings
from hypothesis import strategies as st

from db.dates import parse
from db.imports.formats import Options, of_key
from db.imports.incoming import UnreadableTable


def calendar(*inside: str) -> str:
    body = "\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//t//t//EN", *inside, "END:VCALENDAR"))
    return body.replace("\n", "\r\n") + "\r\n"


def event(*told: str, uid: str = "1@x", title: str = "Talks") -> str:
    return "\n".join(("BEGIN:VEVENT", f"UID:{uid}", f"SUMMARY:{title}", *told, "END:VEVENT"))


WHOLE = event(
    "DTSTART;VALUE=DATE:20240305", "DTEND;VALUE=DATE:20240307", "CATEGORIES:Visits,More\\, still", "CATEGORIES:Third",
    'ORGANIZER;CN="Li Wei":mailto:li@x.org', "ATTENDEE;CN=Sato;ROLE=CHAIR:mailto:sato@x.org",
    "ATTENDEE;ROLE=NON-PARTICIPANT:mailto:b@x.org", "ATTENDEE;CUTYPE=ROOM;CN=Hall:mailto:hall@x.org",
    "ATTENDEE;CUTYPE=GROUP;CN=A party:mailto:p@x.org", "STATUS:TENTATIVE", "URL:https://e.org/1",
    "LOCATION:Tokyo\\, Hall", "DESCRIPTION:One\\nTwo",
)  # fmt: skip
WEEKLY = event(
    "DTSTART;TZID=Asia/Tokyo:20240305T233000", "DTEND;TZID=Asia/Tokyo:20240306T010000",
    "RRULE:FREQ=WEEKLY;COUNT=5", "EXDATE;TZID=Asia/Tokyo:20240312T233000", uid="2@x", title="Weekly",
)  # fmt: skip
MOVED = event(
    "RECURRENCE-ID;TZID=Asia/Tokyo:20240319T233000", "DTSTART;TZID=Asia/Tokyo:20240320T100000", "STATUS:CANCELLED",
    uid="2@x", title="Moved",
)  # fmt: skip
FULL = calendar(WHOLE, WEEKLY, MOVED)


def test_whole_days_and_people(tmp_path: Path) -> None:
    (found,) = events(read("icalendar_events", saved(tmp_path, "a.ics", calendar(WHOLE))))
    assert found == {
        "date": "2024-03-05/2024-03-06",
        "title": "Talks",
        "status": "planned",
        "participants": ": Li Wei [host]; : Sato [head of delegation]; : b@x.org [observer]; A party",
        "place": "Tokyo, Hall",
        "tags": "Visits; More, still; Third",
        "summary": "One\nTwo",
        "sources": "https://e.org/1",
        "identifiers": "icalendar: 1@x",
    }


@pytest.mark.parametrize(
    ("told", "date"),
    [
        (("DTSTART;VALUE=DATE:20240305",), "2024-03-05"),
        (("DTSTART;VALUE=DATE:20240305", "DTEND;VALUE=DATE:20240306"), "2024-03-05"),
        (("DTSTART:20240305T230000Z", "DTEND:20240306T000000Z"), "2024-03-05"),
        (("DTSTART:20240305T230000Z", "DTEND:20240306T000001Z"), "2024-03-05/2024-03-06"),
        (("DTSTART;TZID=America/New_York:20240305T230000",), "2024-03-05"),
        (("DTSTART;TZID=Nowhere/Unknown:20240305T230000",), "2024-03-05"),
        (("DTSTART;VALUE=DATE:20240305", "DURATION:P3D"), "2024-03-05/2024-03-07"),
        (("DTSTART:20240305T100000", "DURATION:PT2H"), "2024-03-05"),
    ],
)
def test_days_as_written(tmp_path: Path, told: tuple[str, ...], date: str) -> None:
    (found,) = events(read("icalendar_events", saved(tmp_path, "a.ics", calendar(event(*told)))))
    assert found["date"] == date


def test_recurrences_within_a_span(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.ics", FULL)
    found = events(read("icalendar_events", path, options=Options(span=parse("2024-03-10/2024-03-31"))))
    assert [(each["date"], each["title"], each["status"], each["identifiers"]) for each in found] == [
        ("2024-03-05/2024-03-06", "Talks", "planned", "icalendar: 1@x"),
        ("2024-03-20", "Moved", "cancelled", "icalendar: 2@x 2024-03-19"),
        ("2024-03-26/2024-03-27", "Weekly", "held", "icalendar: 2@x 2024-03-26"),
    ]


def test_recurring_events_are_taken_once_without_a_span(tmp_path: Path) -> None:
    incoming = read("icalendar_events", saved(tmp_path, "a.ics", FULL))
    assert [each["title"] for each in events(incoming)] == ["Talks", "Weekly"]
    assert "Recurring events that were taken once, as no span is given: 1." in incoming.left_out


def test_endless_recurrences(tmp_path: Path) -> None:
    often = event("DTSTART:20240305T100000", "RRULE:FREQ=SECONDLY", uid="3@x", title="Tick")
    daily = event("DTSTART:20240305T100000", "RRULE:FREQ=DAILY", uid="4@x", title="Daily")
    path = saved(tmp_path, "a.ics", calendar(often, daily))
    incoming = read("icalendar_events", path, options=Options(span=parse("2024-03")))
    assert len(events(incoming)) == 1 + 27
    assert "Events that recur several times a day and were taken once: 1." in incoming.left_out
    many = saved(tmp_path, "b.ics", calendar(daily))
    assert "shorter span" in refusal("icalendar_events", many, Options(span=parse("0001/9999")))
    assert "beginning and an end" in refusal("icalendar_events", many, Options(span=parse("2024/..")))


def test_broken_values_are_told(tmp_path: Path) -> None:
    broken = event("DTSTART:sometime", uid="1"), event("DTSTART:20240305T100000", "RRULE:FREQ=NEVER", uid="2")
    incoming = read("icalendar_events", saved(tmp_path, "a.ics", calendar(*broken)))
    assert faults(incoming) == ["row 1, DTSTART: “sometime” can't be read as DTSTART"]
    assert incoming.events is not None
    assert len(incoming.events.rows) == 1


def test_faults_and_what_is_left_out(tmp_path: Path) -> None:
    task = "BEGIN:VTODO\nUID:t\nSUMMARY:x\nEND:VTODO"
    alarm = "BEGIN:VALARM\nACTION:AUDIO\nTRIGGER:-PT15M\nEND:VALARM"
    text = calendar(
        event("DTSTART:20240305T100000", alarm, "ATTACH:https://e.org/a", uid="1"),
        event(uid="2"),
        event("DTSTART;VALUE=DATE:20240305", uid="3", title=""),
        event("DTSTART;VALUE=DATE:20240305", "DTEND;VALUE=DATE:20240301", uid="4"),
        task,
    )
    incoming = read("icalendar_events", saved(tmp_path, "a.ics", text))
    assert [each.partition(":")[0] for each in faults(incoming)] == [
        "row 2, DTSTART",
        "row 3, SUMMARY",
        "row 4, DTSTART",
    ]
    assert set(incoming.left_out) == {
        "Tasks: 1.", "Times of day of events: 1.", "Alarms of events: 1.", "Attachments of events: 1.",
    }  # fmt: skip


@pytest.mark.parametrize(
    "text", ["BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "x", "BEGIN:VEVENT\r\nEND:VEVENT\r\n", "END:VCALENDAR"]
)
def test_others_are_refused(tmp_path: Path, text: str) -> None:
    assert "nothing was imported" in refusal("icalendar_events", saved(tmp_path, "a.ics", text))


@settings(max_examples=150, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_nothing_but_problems_escapes(tmp_path_factory: pytest.TempPathFactory, seed: int) -> None:
    path = tmp_path_factory.getbasetemp() / "fuzz.ics"
    survives("icalendar_events", path, spoiled, FULL.encode(), seed)
    options = Options(span=parse("2024"))
    with suppress(UnreadableTable):
        of_key("icalendar_events").read([path], options)
