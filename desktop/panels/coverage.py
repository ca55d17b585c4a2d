"""The page of coverage: which spans of which outlet were searched, how completely, and what is known to be missing."""

from sqlalchemy.orm import Session

from db.dates import describe
from db.ledgers import coverage
from desktop.desk import Desk
from desktop.dialogs.new_record import NewSpec
from desktop.forms.record_form import FormSpec
from desktop.forms.specs import FieldSpec
from desktop.models.rows_table import Column
from desktop.panels.records import RecordsPage, RecordsSpec
from desktop.widgets.choice_field import Choice
from desktop.wording import tr


class CoveragePage(RecordsPage):
    """Lists what was searched: not looked is not zero."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _spec())


_OUTLET = FieldSpec("outlet", tr("Outlet"), tip=tr("What was searched: a site, a newspaper, a yearbook."))
_SPAN_TIP = tr("The span that was searched, such as 2004/2012.")
_DEGREES = (
    Choice(None, "–"),
    *(Choice(degree, f"{degree}: {tr(words)}") for degree, words in enumerate(coverage.COMPLETENESS)),
)


def _spec() -> RecordsSpec:
    return RecordsSpec(
        name="coverage",
        noun=tr("Coverage"),
        rows=coverage.rows,
        columns=(
            Column(tr("Outlet"), lambda row: row.outlet, width=26),
            Column(
                tr("Span searched"),
                lambda row: describe(row.span) if row.span else "",
                sort=lambda row: row.span.start[0] if row.span else None,
                width=18,
            ),
            Column(tr("How completely"), lambda row: row.degree, sort=lambda row: row.completeness, width=14),
            Column(tr("By"), lambda row: row.searched_by, width=10),
            Column(tr("On"), lambda row: row.searched_on, width=10),
            Column(tr("Known missing"), lambda row: row.missing, width=18),
        ),
        tables=frozenset({"coverage", "source"}),
        form=FormSpec(
            name="coverage",
            load=_load,
            setter=coverage.change,
            change_words=tr("Change coverage"),
            fields=(
                _OUTLET,
                FieldSpec("date", tr("Span"), "date", _SPAN_TIP, read=lambda row: row.span),
                FieldSpec("completeness", tr("How completely"), "choice", choices=_DEGREES),
                FieldSpec("query", tr("Query"), "text", tr("What was searched for, word by word.")),
                FieldSpec("searched_by", tr("Searched by")),
                FieldSpec("searched_on", tr("Searched on"), tip=tr("The day of the search.")),
                FieldSpec("missing", tr("Missing"), "text", tr("What is known not to be there.")),
                FieldSpec(
                    "source_id", tr("Source"), "name", tr("The source that stands for it."), of="source"
                ),
                FieldSpec("note", tr("Remark"), "text"),
            ),
        ),
        new=NewSpec(
            title=tr("New coverage"),
            fields=(
                _OUTLET,
                FieldSpec("date", tr("Span"), "date", _SPAN_TIP),
                FieldSpec("completeness", tr("How completely"), "choice", choices=_DEGREES),
                FieldSpec("query", tr("Query")),
                FieldSpec("searched_by", tr("Searched by")),
            ),
            add=coverage.create,
            defaults={"outlet": "", "query": "", "searched_by": ""},
        ),
        delete=coverage.delete,
        delete_words=tr("Delete coverage"),
        hint=tr(
            "Say here what was searched: what nobody looked at is not zero.\n\n“New…” (Ctrl+N) records a search."
        ),
    )


def _load(session: Session, record: int) -> coverage.CoverageRow | None:
    return next((row for row in coverage.rows(session) if row.id == record), None)
