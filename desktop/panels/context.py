"""The page of context: crises, governments, congresses and other spans that lie behind every plot."""

from sqlalchemy.orm import Session

from db.dates import describe
from db.ledgers import contexts
from db.words import CONTEXT_KINDS
from desktop.desk import Desk
from desktop.dialogs.new_record import NewSpec
from desktop.forms.dated import NOTE, SOURCE, UNVERIFIED
from desktop.forms.record_evidence import evidence_for
from desktop.forms.record_form import FormSpec, SectionSpec
from desktop.forms.specs import FieldSpec, chosen_from
from desktop.models.rows_table import Column
from desktop.panels.records import RecordsPage, RecordsSpec
from desktop.wording import tr


class ContextPage(RecordsPage):
    """Lists the dated context of the timeline."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _spec())


_TITLE = FieldSpec("title", tr("Title"), "paragraph")
_KIND = FieldSpec("kind", tr("Kind"), "choice", choices=chosen_from(CONTEXT_KINDS))
_WHEN = FieldSpec("date", tr("When"), "date", tr("A day or a span, such as 2009-09/2012-12."))


def _spec() -> RecordsSpec:
    return RecordsSpec(
        name="context",
        noun=tr("Context"),
        rows=contexts.rows,
        columns=(
            Column(tr("Title"), lambda row: row.title, width=28),
            Column(tr("Kind"), lambda row: tr(row.kind), width=12),
            Column(
                tr("When"),
                lambda row: describe(row.date) if row.date else "",
                sort=lambda row: row.date.start[0] if row.date else None,
                width=22,
            ),
            Column(tr("For"), lambda row: tr(row.about), width=16),
            Column(tr("Checked"), lambda row: tr("unverified") if row.unverified else "", width=11),
        ),
        tables=frozenset({"context", "actor", "country", "mechanism", "source", "evidence"}),
        form=FormSpec(
            name="context",
            load=_load,
            setter=contexts.change,
            change_words=tr("Change context"),
            fields=(
                _TITLE,
                _KIND,
                _WHEN,
                FieldSpec("actor_id", tr("For actor"), "name", tr("Empty for all."), of="actor"),
                FieldSpec("country_id", tr("For country"), "name", tr("Empty for all."), of="country"),
                FieldSpec("mechanism_id", tr("For mechanism"), "name", tr("Empty for all."), of="mechanism"),
                FieldSpec(
                    "colour", tr("Colour"), tip=tr("As #rrggbb; empty for that of its kind."), hint="#rrggbb"
                ),
                FieldSpec("source_id", tr("Source"), "name", tip=SOURCE.tip, of="source"),
                NOTE,
                UNVERIFIED,
            ),
            sections=(SectionSpec("evidence", tr("Evidence"), evidence_for("context")),),
        ),
        new=NewSpec(
            title=tr("New context"),
            fields=(_TITLE, _KIND, _WHEN),
            add=contexts.create,
            defaults={"title": "", "kind": CONTEXT_KINDS[0]},
        ),
        delete=contexts.delete,
        delete_words=tr("Delete context"),
        hint=tr(
            "Context is what is no exchange: a crisis, a government, a congress.\n\n“New…” (Ctrl+N) adds one."
        ),
    )


def _load(session: Session, record: int) -> contexts.ContextRow | None:
    return next((row for row in contexts.rows(session) if row.id == record), None)
