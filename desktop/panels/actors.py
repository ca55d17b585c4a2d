"""The page of actors: a tree of parties, organs and others under their countries, and the chosen one whole."""

from typing import Any

from sqlalchemy.orm import Session

from db.registry import actor_detail, actors
from db.registry.actor_detail import ActorDetail
from db.words import ACTOR_KINDS, FAMILIES
from desktop.desk import Desk
from desktop.dialogs.new_record import NewSpec
from desktop.forms.actor_lists import identifiers, names, posts, predecessors, standings, successors
from desktop.forms.contacts import Contacts
from desktop.forms.pending import Pendings
from desktop.forms.record_evidence import evidence_for
from desktop.forms.record_form import FormSpec, SectionSpec
from desktop.forms.specs import FieldSpec, chosen_from
from desktop.models.rows_table import Column, number
from desktop.models.rows_tree import RowsTree
from desktop.panels.records import RecordsPage, RecordsSpec
from desktop.widgets.tree_view import RecordsTree
from desktop.wording import tr


class ActorsPage(RecordsPage):
    """Lists actors as a tree with their standing on any day; two can be made one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _spec())

    def make_model(self) -> RowsTree:
        """Return the tree's model."""
        return RowsTree(self.spec.columns, "country", tr("No country"), self)

    def make_view(self) -> RecordsTree:
        """Return the tree."""
        view = RecordsTree(self.model, self)  # type: ignore[arg-type] - made above
        view.setAccessibleName(self.spec.noun)
        return view

    def rows_work(self) -> Any:
        """Return the reading of the rows with the columns at hand."""
        return actors.rows, (self.as_of.day, self._live.columns)


def _spec() -> RecordsSpec:
    return RecordsSpec(
        name="actors",
        noun=tr("Actors"),
        rows=actors.rows,
        columns=(
            Column(tr("Actor"), lambda row: row.name, width=32),
            Column(tr("Family"), lambda row: tr(row.family) if row.family != "unknown" else "", width=14),
            Column(tr("Standing"), _standing, width=16, tip=tr("On that day")),
            number(tr("Events"), "events"),
            Column(tr("Last contact"), _last, sort=lambda row: row.last_day, width=12),
        ),
        tables=frozenset(
            {"actor", "actor_name", "country", "standing", "participation", "event", "succession", "setting"}
        ),
        form=_form(),
        new=NewSpec(
            title=tr("New actor"),
            fields=(
                FieldSpec("name", tr("Name")),
                FieldSpec("kind", tr("Kind"), "choice", choices=chosen_from(ACTOR_KINDS)),
                FieldSpec("country_id", tr("Country"), "name", of="country"),
                FieldSpec(
                    "parent_id",
                    tr("Part of"),
                    "name",
                    tr("For an organ, the actor it belongs to."),
                    of="actor",
                ),
            ),
            add=actors.create,
            defaults={"name": "", "kind": "party"},
        ),
        delete=actors.delete,
        delete_words=tr("Delete actor"),
        dated=True,
        merges="actor",
        merge_words=tr("Makes this actor and another one a single record."),
        hint=tr(
            "Actors are parties, their organs, coalitions, governments and others.\n\n“New…” (Ctrl+N) adds one."
        ),
    )


def _form() -> FormSpec:
    return FormSpec(
        name="actor",
        load=_load,
        setter=actors.change,
        change_words=tr("Change actor"),
        fields=(
            FieldSpec("name", tr("Name"), "paragraph"),
            FieldSpec("kind", tr("Kind"), "choice", choices=chosen_from(ACTOR_KINDS)),
            FieldSpec("family", tr("Family"), "choice", choices=chosen_from(FAMILIES)),
            FieldSpec("country_id", tr("Country"), "name", of="country"),
            FieldSpec(
                "parent_id", tr("Part of"), "name", tr("For an organ, the actor it belongs to."), of="actor"
            ),
            FieldSpec(
                "date", tr("Existed"), "date", tr("From its founding to its end, such as 1998-11-07/.. .")
            ),
            FieldSpec("note", tr("Note"), "text"),
        ),
        sections=(
            SectionSpec("contacts", tr("Contacts"), Contacts),
            SectionSpec("pending", tr("Open invitations and commitments"), Pendings),
            SectionSpec("standings", tr("Standing"), standings(), "standings"),
            SectionSpec("names", tr("Names"), names("actor"), "names"),
            SectionSpec("before", tr("Came from"), predecessors(), "predecessors"),
            SectionSpec("after", tr("Became"), successors(), "successors"),
            SectionSpec("posts", tr("Posts"), posts(of="actor"), "posts"),
            SectionSpec("evidence", tr("Evidence"), evidence_for("actor")),
            SectionSpec("identifiers", tr("In other datasets"), identifiers(), "identifiers"),
        ),
    )


def _load(session: Session, actor: int, day: int) -> ActorDetail | None:
    del day  # the form shows all time
    return actor_detail.detail(session, actor)


def _standing(row: actors.ActorRow) -> str:
    doubt = tr("possibly") if row.standing_certainty == "possible" else ""
    return " ".join(filter(None, (doubt, tr(row.standing) if row.standing else "")))


def _last(row: actors.ActorRow) -> str:
    from datetime import date

    return date.fromordinal(row.last_day).isoformat() if row.last_day else ""
