"""A few events for tests, which show every kind of cell of the event table."""

from sqlalchemy.orm import Session

from db import events, search
from db.dates import parse
from db.ids import IDS
from db.models import Country, MechanismName, Setting, Term
from db.registry import names
from db.sourcing.evidence import cite


def fill(session: Session) -> None:
    """Add four sessions and meetings between the CPC and Japanese parties."""
    for vocabulary, words in {
        "type": ("session", "meeting", "video"),
        "channel": ("in person", "video"),
        "level": ("minister",),
        "tag": ("history",),
    }.items():
        for position, word in enumerate(words):
            label = {"session": "Mechanism session", "meeting": "Meeting", "video": "Video meeting"}.get(
                word, word
            )
            session.add(Term(id=IDS.next(), vocabulary=vocabulary, key=word, label=label, position=position))
    china = Country(id=IDS.next(), code="CN", name="China", name_zh="中国")
    japan = Country(id=IDS.next(), code="JP", name="Japan", name_ja="日本")
    session.add_all([china, japan])
    session.flush()
    cpc = names.create_actor(session, "Communist Party of China", country_id=china.id)
    ldp = names.create_actor(session, "Liberal Democratic Party", country_id=japan.id)
    komeito = names.create_actor(session, "Komeito", country_id=japan.id)
    session.add(Setting(id=IDS.next(), key="focal_actor", value=str(cpc)))
    person = names.create_person(session, "王家瑞")
    mechanism = names.create_mechanism(session, "China–Japan Ruling Party Exchange Mechanism")
    alias = "日中与党交流協議会"
    session.add(MechanismName(id=IDS.next(), mechanism_id=mechanism, text=alias, folded=search.fold(alias)))
    session_type = events.term_id(session, "type", "session")
    first = events.create(
        session, "First session", parse("2006-02-21/2006-02-22"), type_id=session_type, mechanism_id=mechanism,
        round=1, place="Beijing", country_id=china.id, mark_source=2, mark_date=2, mark_post=1,
    )  # fmt: skip
    takings = [
        events.Taking(cpc, person, side="focal", role="host"),
        events.Taking(ldp),
        events.Taking(komeito),
    ]
    events.set_takings(session, first, takings)
    events.set_terms(session, first, [events.term_id(session, "tag", "history") or 0])
    cite(session, first, "https://example.org/1", title="Readout")
    late = events.create(
        session, "Fourth session <b>bold</b>", parse("late February 2009"), type_id=session_type,
        mechanism_id=mechanism, round=4, round_basis="inferred", unverified=True, place="東京", country_id=japan.id,
    )  # fmt: skip
    events.set_takings(session, late, [events.Taking(cpc, side="focal"), events.Taking(ldp)])
    events.create(session, "Preparations", parse("2004"), status="planned")
    events.create(
        session, "中日政党对话", parse("2015-12-03"), channel_id=events.term_id(session, "channel", "video")
    )
    events.create(session, "An undated talk", None, country_id=japan.id)
