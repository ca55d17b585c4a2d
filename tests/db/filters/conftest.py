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
    add = rows.add
    asia = {"region": "Asia", "subregion": "Eastern Asia"}
    china = add("country", code="CN", alpha3="CHN", name="China", name_zh="中国", name_ja="中国", **asia)
    japan = add("country", code="JP", alpha3="JPN", name="Japan", name_zh="日本", name_ja="日本", **asia)
    ivory = add(
        "country", code="CI", alpha3="CIV", name="Côte d’Ivoire", region="Africa", subregion="Western Africa"
    )
    bhutan = add("country", code="BT", name="Bhutan", region="Asia", subregion="Southern Asia")
    cpc = rows.actor(
        "cpc", "Communist Party of China", "CPC", "中国共产党", country_id=china, family="communist"
    )
    rows.actor("idcpc", "International Department", kind="organ", parent_id=cpc)
    ldp = rows.actor(
        "ldp", "Liberal Democratic Party", "LDP", "自由民主党", country_id=japan, family="conservative"
    )
    youth = rows.actor("youth", "LDP Youth Division", "青年局", kind="organ", parent_id=ldp)
    office = rows.actor("office", "Kantō Office", kind="organ", parent_id=youth)
    ldpr = rows.actor("ldpr", "Liberal Democratic Party of Russia", "LDPR", family="nationalist")
    jcp = rows.actor("jcp", "Japanese Communist Party", "日本共産党", country_id=japan, family="communist")
    pdci = rows.actor("pdci", "Parti démocratique", "PDCI", country_id=ivory)
    druk = rows.actor("druk", "Druk Party", country_id=bhutan)
    add("setting", key="focal_actor", value=str(cpc))
    add("standing", actor_id=ldp, kind="leads government", when="2001-04-26/2009-09-16")
    add("standing", actor_id=ldp, kind="opposition", when="2009-09-16/2012-12-26")
    add("standing", actor_id=jcp, kind="opposition")
    add("relation", country_id=china, other_id=japan, kind="diplomatic relations", when="1972-09-29/..")
    add("relation", country_id=bhutan, other_id=china, kind="none")
    inoue = rows.person("inoue", "Inoue Yoshihisa", "Yoshihisa Inoue", "井上義久", country_id=japan)
    add("post", person_id=inoue, actor_id=ldp, title="Secretary General", when="2006/2010")
    terms = {
        "type": ("visit", "meeting", "session"),
        "channel": ("in person", "video"),
        "level": ("working", "vice-minister", "minister", "leader"),
        "area": ("trade",),
        "issue": ("nuclear issue",),
        "tag": ("draft",),
    }
    term = {
        key: add("term", vocabulary=vocabulary, key=key, label=key.capitalize(), position=place)
        for vocabulary, keys in terms.items()
        for place, key in enumerate(keys)
    }
    add(
        "term",
        "courtesy",
        vocabulary="type",
        key="courtesy",
        label="Courtesy call",
        parent_id=term["meeting"],
    )
    mechanism = add("mechanism", "mechanism", name="China-Japan Ruling Party Exchange Mechanism")
    for text in ("China-Japan Ruling Party Exchange Mechanism", "日中与党交流協議会"):
        add("mechanism_name", mechanism_id=mechanism, text=text, folded=search.fold(text))

    under = {"mechanism_id": mechanism, "type_id": term["session"]}
    first = rows.event("first", "Session in Beijing", ldp, when="2006-02-21/2006-02-22", round=1, **under)
    rows.event("second", "Session in Tokyo", ldp, when="2006-10-16", round=2, round_basis="inferred", **under)
    rows.event(
        "late",
        "Late session",
        office,
        when="[2009-02-21..2009-02-28]",
        level_id=term["minister"],
        place="Tōkyō",
    )
    visit = rows.event("visit", "Autumn visit", ldp, when="2010-05", type_id=term["visit"], country_id=china)
    rows.event(
        "talk",
        "Talk about the Yellow Sea",
        ldp,
        when="2010-05-07",
        part_of_id=visit,
        type_id=rows.ids["courtesy"],
    )
    rows.event(
        "jcp_talk", "会談 日本共産党", jcp, when="2004", level_id=term["vice-minister"], direction="remote"
    )
    rows.event("russian", "Congress", ldpr, when="200X", status="planned", level_id=term["leader"])
    rows.event("ivorian", "Seminar", pdci, when="before 2005", country_id=ivory, channel_id=term["in person"])
    rows.event(
        "druk_call",
        "Call",
        druk,
        when="2019-03-04",
        channel_id=term["video"],
        country_id=bhutan,
        unverified=1,
    )
    rows.event("undated", "Nobody knows when", note="Sea breeze, yellow", status="cancelled")
    alone = add(
        "event", "alone", title="Letter", summary="about trade", when="2020", mark_source=2, mark_date=2
    )
    add(
        "participation",
        event_id=alone,
        person_id=inoue,
        post_printed="Chief Cabinet Secretary",
        role="observer",
    )
    kitagawa = rows.person("kitagawa", "Kitagawa Hiroyasu")
    add("participation", event_id=alone, person_id=kitagawa, role="observer")
    for event, key in ((first, "trade"), (first, "nuclear issue"), (alone, "draft")):
        add("event_term", event_id=event, term_id=term[key])

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
    add("evidence", source_id=other, mechanism_id=mechanism, quote="set up in 2004")
    add("attachment", source_id=daily, name="a.pdf", sha256="00", data=b"")
    invitation = add("invitation", inviter_id=ldp)
    add("invitation_step", invitation_id=invitation, kind="fulfilled", event_id=visit)
    promise = add("commitment", words="to inform", made_at_id=first)
    add("commitment_follow_up", commitment_id=promise, event_id=alone)


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
