"""What belongs to actors and people, as lists: names, standings, posts, successions and ids in other datasets."""

from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from db.errors import BadInput
from db.registry import actor_ties, aliases
from db.registry import posts as db_posts
from db.registry import standings as db_standings
from db.words import NAME_KINDS, STANDINGS
from desktop.forms.dated import NOTE, SOURCE, SPAN, UNVERIFIED, dated_record, days
from desktop.forms.specs import FieldSpec, chosen_from
from desktop.forms.sublist import SubListSpec, Work
from desktop.widgets.records import Record
from desktop.wording import tr


def names(owner: str) -> SubListSpec:
    """Return the list of the names of an actor or a person, in all scripts."""
    fields = [
        FieldSpec("text", tr("Name"), "paragraph"),
        FieldSpec("language", tr("Language"), tip=tr("A language tag with the script: zh-Hans, ja, ko, en.")),
        FieldSpec("kind", tr("Kind"), "choice", choices=chosen_from(NAME_KINDS)),
    ]
    if owner == "actor":
        fields.append(FieldSpec("date", tr("In use"), "date", tr("From when to when it bore the name.")))
    fields.append(FieldSpec("main", tr("main name"), "tick", tr("The name it is shown by.")))
    return SubListSpec(
        title=tr("Names"),
        fields=tuple(fields),
        record=_name_record,
        add=partial(_add_name, owner=owner),
        change=partial(_change_name, owner=owner),
        remove=lambda session, name: aliases.remove(session, owner, name),
        add_words=tr("Add name"),
        change_words=tr("Change name"),
        remove_words=tr("Remove name"),
        defaults={"text": "", "language": "", "kind": "other", "main": False},
    )


def standings() -> SubListSpec:
    """Return the list of an actor's standings."""
    return SubListSpec(
        title=tr("Standing"),
        fields=(
            FieldSpec("kind", tr("Standing"), "choice", choices=chosen_from(STANDINGS)),
            SPAN,
            SOURCE,
            NOTE,
            UNVERIFIED,
        ),
        record=lambda row: dated_record(tr(row.kind), row, tr("of its party") if row.inherited else ""),
        add=db_standings.add,
        change=db_standings.change,
        remove=lambda session, entry: db_standings.remove(session, [entry]),
        add_words=tr("Add standing"),
        change_words=tr("Change standing"),
        remove_words=tr("Remove standing"),
        defaults={"kind": STANDINGS[0], "note": "", "unverified": False},
    )


def posts(of: str) -> SubListSpec:
    """Return the list of posts `of` an actor (who held them) or a person (where)."""
    other = (
        FieldSpec("person_id", tr("Person"), "name", of="person", creates=True, once=True)
        if of == "actor"
        else FieldSpec(
            "actor_id", tr("In"), "name", tr("The party, organ or government."), of="actor", creates=True
        )
    )
    return SubListSpec(
        title=tr("Posts"),
        fields=(
            FieldSpec("title", tr("Post"), "paragraph"),
            other,
            SPAN,
            FieldSpec("level_id", tr("Level"), "term", tr("From the codebook."), of="level"),
            SOURCE,
            NOTE,
            UNVERIFIED,
        ),
        record=lambda row: dated_record(
            row.title, row, row.person if of == "actor" else row.actor, row.level
        ),
        add=_add_post_of_actor if of == "actor" else db_posts.add,
        change=db_posts.change,
        remove=lambda session, entry: db_posts.remove(session, [entry]),
        add_words=tr("Add post"),
        change_words=tr("Change post"),
        remove_words=tr("Remove post"),
        defaults={"title": "", "note": "", "unverified": False},
    )


def predecessors() -> SubListSpec:
    """Return the list of the actors that became this one."""
    return _ties(tr("Came from"), _add_predecessor)


def successors() -> SubListSpec:
    """Return the list of the actors that this one became."""
    return _ties(tr("Became"), _add_successor)


def identifiers() -> SubListSpec:
    """Return the list of an actor's ids in other datasets."""
    return SubListSpec(
        title=tr("In other datasets"),
        fields=(
            FieldSpec("scheme", tr("Dataset"), hint=", ".join(actor_ties.SCHEMES)),
            FieldSpec("value", tr("Id")),
        ),
        record=lambda row: Record(row.scheme, row.value),
        add=actor_ties.add_identifier,
        change=actor_ties.change_identifier,
        remove=actor_ties.remove_identifier,
        add_words=tr("Add id"),
        change_words=tr("Change id"),
        remove_words=tr("Remove id"),
        defaults={"scheme": "", "value": ""},
    )


def _ties(title: str, add: Work) -> SubListSpec:
    return SubListSpec(
        title=title,
        fields=(
            FieldSpec("other_id", tr("Actor"), "name", of="actor", shown="other", creates=True, once=True),
            FieldSpec("date", tr("When"), "date", tr("When the one became the other.")),
            FieldSpec("kind", tr("How"), tip=tr("renamed, merged, split off …")),
            NOTE,
        ),
        record=lambda row: Record(
            row.other, " · ".join(filter(None, (row.kind, days(row.date) if row.date else "")))
        ),
        add=add,
        change=actor_ties.change_succession,
        remove=lambda session, entry: actor_ties.remove_successions(session, [entry]),
        add_words=tr("Add succession"),
        change_words=tr("Change succession"),
        remove_words=tr("Remove succession"),
        defaults={"kind": "", "note": ""},
    )


def _add_predecessor(session: Session, actor: int, other_id: int | None, **values: Any) -> int:
    return actor_ties.add_succession(session, _chosen(other_id), actor, **values)


def _add_successor(session: Session, actor: int, other_id: int | None, **values: Any) -> int:
    return actor_ties.add_succession(session, actor, _chosen(other_id), **values)


def _chosen(record: int | None) -> int:
    if record is None:
        raise BadInput(tr("Choose the other one first."), "other")
    return record


def _add_post_of_actor(session: Session, actor: int, person_id: int | None, **values: Any) -> int:
    if person_id is None:
        raise BadInput(tr("Choose who held the post."), "person")
    return db_posts.add(session, person_id, actor_id=actor, **values)


def _name_record(row: aliases.Name) -> Record:
    main = tr("main name") if row.main else ""
    kind = tr(row.kind) if row.kind != "other" else ""
    used = days(row.date) if row.date else ""
    about = " · ".join(filter(None, (main, row.language, kind, used)))
    return Record(row.text, about, "★" if row.main else " ", main)


def _add_name(session: Session, record: int, *, owner: str, text: str, main: bool, **values: Any) -> int:
    name = aliases.add(session, owner, record, text, **values)
    if main:
        aliases.make_main(session, owner, name)
    return name


def _change_name(session: Session, name: int, *, owner: str, **values: Any) -> None:
    if "main" in values:
        if not values["main"]:
            raise BadInput(tr("Make another name the main one instead."), "main")
        aliases.make_main(session, owner, name)
        return
    aliases.change(session, owner, name, **values)
