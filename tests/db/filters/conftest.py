"""A small timeline for the filters: raw rows in a real file, with its index built."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filters_support import Rows

from db import filters, schema, search


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rows]:
    """The small timeline; nobody may change it."""
    path: Path = tmp_path_factory.mktemp("filters") / "small.liaison"
    connection = sqlite3.connect(path, isolation_level=None)
    schema.create(connection)
    connection.execute("BEGIN")
    rows = Rows(connection)
    fill(rows)
    search.rebuild(connection)
    connection.execute("COMMIT")
    yield rows
    connection.close()


def fill(rows: Rows) -> None:
    """Write two dozen events with what the keys ask for."""
    add_countries_and_actors(rows)
    add_terms(rows)
    add_mechanism(rows)
    add_dated_events(rows)
    add_loose_events(rows)
    add_evidence(rows)


def add_countries_and_actors(rows: Rows) -> None:
    add = rows.add
    asia = {"region": "Asia", "subregion": "Eastern Asia"}
    china = add(
        "country", "CN", code="CN", alpha3="CHN", name="China", name_zh="中国", name_ja="中国", **asia
    )
    japan = add("country", code="JP", alpha3="JPN", name="Japan", name_zh="日本", name_ja="日本", **asia)
    ivory = add(
        "country",
        "CI",
        code="CI",
        alpha3="CIV",
        name="Côte d’Ivoire",
        region="Africa",
        subregion="Western Africa",
    )
    bhutan = add("country", "BT", code="BT", name="Bhutan", region="Asia", subregion="Southern Asia")
    cpc = rows.actor(
        "cpc", "Communist Party of China", "CPC", "中国共产党", country_id=china, family="communist"
    )
    rows.actor("idcpc", "International Department", kind="organ", parent_id=cpc)
    ldp = rows.actor(
        "ldp", "Liberal Democratic Party", "LDP", "自由民主党", country_id=japan, family="conservative"
    )
    youth = rows.actor("youth", "LDP Youth Division", "青年局", kind="organ", parent_id=ldp)
    rows.actor("office", "Kantō Office", kind="organ", parent_id=youth)
    rows.actor("ldpr", "Liberal Democratic Party of Russia", "LDPR", family="nationalist")
    jcp = rows.actor("jcp", "Japanese Communist Party", "日本共産党", country_id=japan, family="communist")
    rows.actor("pdci", "Parti démocratique", "PDCI", country_id=ivory)
    rows.actor("druk", "Druk Party", country_id=bhutan)
    add("setting", key="focal_actor", value=str(cpc))
    add("standing", actor_id=ldp, kind="leads government", when="2001-04-26/2009-09-16")
    add("standing", actor_id=ldp, kind="opposition", when="2009-09-16/2012-12-26")
    add("standing", actor_id=jcp, kind="opposition")
    add("relation", country_id=china, other_id=japan, kind="diplomatic relations", when="1972-09-29/..")
    add("relation", country_id=bhutan, other_id=china, kind="none")
    inoue = rows.person("inoue", "Inoue Yoshihisa", "Yoshihisa Inoue", "井上義久", country_id=japan)
    add("post", person_id=inoue, actor_id=ldp, title="Secretary General", when="2006/2010")


def add_terms(rows: Rows) -> None:
    """Add the codebook; the label of each term is `term` and its key."""
    terms = {
        "type": ("visit", "meeting", "session"),
        "channel": ("in person", "video"),
        "level": ("working", "vice-minister", "minister", "leader"),
        "area": ("trade",),
        "issue": ("nuclear issue",),
        "tag": ("draft",),
    }
    for vocabulary, keys in terms.items():
        for place, key in enumerate(keys):
            rows.add(
                "term", f"term {key}", vocabulary=vocabulary, key=key, label=key.capitalize(), position=place
            )
    under = rows.ids["term meeting"]
    rows.add(
        "term", "term courtesy", vocabulary="type", key="courtesy", label="Courtesy call", parent_id=under
    )


def add_mechanism(rows: Rows) -> None:
    mechanism = rows.add("mechanism", "mechanism", name="China-Japan Ruling Party Exchange Mechanism")
    for text in ("China-Japan Ruling Party Exchange Mechanism", "日中与党交流協議会"):
        rows.add("mechanism_name", mechanism_id=mechanism, text=text, folded=search.fold(text))


def add_dated_events(rows: Rows) -> None:
    """Add sessions, visits and talks."""
    ids = rows.ids
    ldp = ids["ldp"]
    under = {"mechanism_id": ids["mechanism"], "type_id": ids["term session"]}
    rows.event("first", "Session in Beijing", ldp, when="2006-02-21/2006-02-22", round=1, **under)
    rows.event("second", "Session in Tokyo", ldp, when="2006-10-16", round=2, round_basis="inferred", **under)
    rows.event(
        "late",
        "Late session",
        ids["office"],
        when="[2009-02-21..2009-02-28]",
        level_id=ids["term minister"],
        place="Tōkyō",
    )
    china, of_visit = ids["CN"], ids["term visit"]
    visit = rows.event("visit", "Autumn visit", ldp, when="2010-05", type_id=of_visit, country_id=china)
    courtesy = ids["term courtesy"]
    rows.event(
        "talk", "Talk about the Yellow Sea", ldp, when="2010-05-07", part_of_id=visit, type_id=courtesy
    )
    vice = ids["term vice-minister"]
    rows.event("jcp_talk", "会談 日本共産党", ids["jcp"], when="2004", level_id=vice, direction="remote")


def add_loose_events(rows: Rows) -> None:
    """Add events of which only one or two things are known."""
    ids = rows.ids
    leader, in_person, video = ids["term leader"], ids["term in person"], ids["term video"]
    rows.event("russian", "Congress", ids["ldpr"], when="200X", status="planned", level_id=leader)
    ivory, before = ids["CI"], "before 2005"
    rows.event("ivorian", "Seminar", ids["pdci"], when=before, country_id=ivory, channel_id=in_person)
    known = {"channel_id": video, "country_id": ids["BT"], "unverified": 1}
    rows.event("druk_call", "Call", ids["druk"], when="2019-03-04", **known)
    rows.event("undated", "Nobody knows when", note="Sea breeze, yellow", status="cancelled")
    alone = rows.add(
        "event", "alone", title="Letter", summary="about trade", when="2020", mark_source=2, mark_date=2
    )
    present = {"event_id": alone, "role": "observer"}
    rows.add("participation", person_id=ids["inoue"], post_printed="Chief Cabinet Secretary", **present)
    kitagawa = rows.person("kitagawa", "Kitagawa Hiroyasu")
    rows.add("participation", person_id=kitagawa, **present)
    for event, key in (("first", "trade"), ("first", "nuclear issue"), ("alone", "draft")):
        rows.add("event_term", event_id=ids[event], term_id=ids[f"term {key}"])


def add_evidence(rows: Rows) -> None:
    """Add sources and what they say, an invitation and a promise."""
    add, ids = rows.add, rows.ids
    first, visit = ids["first"], ids["visit"]
    daily = add(
        "source",
        title="人民日报",
        title_translated="People's Daily",
        publisher="Renmin Press",
        url="https://p.example/1",
    )
    other = add("source", title="A History of Friendship")
    add("evidence", source_id=daily, event_id=first, quote="a frank exchange", field="place", value="Beijing")
    add("evidence", source_id=other, event_id=first, field="place", value="Tianjin")
    add("evidence", source_id=other, event_id=visit)
    add("evidence", source_id=other, mechanism_id=ids["mechanism"], quote="set up in 2004")
    add("attachment", source_id=daily, name="a.pdf", sha256="00", data=b"")
    invitation = add("invitation", inviter_id=ids["ldp"])
    add("invitation_step", invitation_id=invitation, kind="fulfilled", event_id=visit)
    promise = add("commitment", words="to inform", made_at_id=first)
    add("commitment_follow_up", commitment_id=promise, event_id=ids["alone"])


@pytest.fixture
def found(small: Rows) -> Callable[[str], set[str]]:
    """Return a function from filter text to the labels of the events it finds."""
    labels = {row: label for label, row in small.ids.items() if label}

    def run(text: str) -> set[str]:
        ids = filters.matching(small.connection, filters.parse(text)).tolist()
        assert len(ids) == len(set(ids))
        return {labels[row] for row in ids}

    return run


@pytest.fixture(scope="session")
def empty() -> Iterator[sqlite3.Connection]:
    """A timeline without a record."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    schema.create(connection)
    yield connection
    connection.close()
