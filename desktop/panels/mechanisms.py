"""The page of mechanisms: their sessions as a strip with the gaps between them, and what is wrong with them."""

from sqlalchemy.orm import Session

from db.dates import describe
from db.dates.rhythm import rhythm_words
from db.errors import BadInput
from db.ledgers import mechanism_edits, mechanisms
from desktop.desk import Desk
from desktop.dialogs.new_record import NewSpec
from desktop.forms.dated import NOTE, SPAN, dated_record
from desktop.forms.record_evidence import evidence_for
from desktop.forms.record_form import FormSpec, SectionSpec
from desktop.forms.rounds import Findings, Sessions
from desktop.forms.specs import FieldSpec
from desktop.forms.sublist import SubListSpec
from desktop.models.rows_table import Column, number
from desktop.panels.records import RecordsPage, RecordsSpec
from desktop.widgets.records import Record
from desktop.wording import tr

_INTERVAL = tr("How long it should be from one session to the next: 1 year, 18 months, 90 days.")


class MechanismsPage(RecordsPage):
    """Lists mechanisms with their latest session and the silence since."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _spec())


def _spec() -> RecordsSpec:
    return RecordsSpec(
        name="mechanisms",
        noun=tr("Mechanisms"),
        rows=mechanisms.rows,
        columns=(
            Column(tr("Mechanism"), lambda row: row.name, width=32),
            number(tr("Sessions"), "sessions", tr("Sessions held")),
            Column(
                tr("Latest session"),
                lambda row: describe(row.last.date) if row.last and row.last.date else "",
                sort=lambda row: row.last.start[0] if row.last else None,
                width=22,
            ),
            Column(
                tr("Silent for"),
                lambda row: str(row.silence) if row.silence else "",
                sort=lambda row: row.silence.days[0] if row.silence else None,
                width=18,
            ),
            number(tr("Remarks"), "problems", tr("What the check of numbers, hosts and gaps has to say")),
        ),
        tables=frozenset(
            {
                "mechanism",
                "mechanism_name",
                "mechanism_member",
                "event",
                "participation",
                "actor",
                "country",
                "term",
                "evidence",
                "source",
            }
        ),
        form=_form(),
        new=NewSpec(
            title=tr("New mechanism"),
            fields=(
                FieldSpec("name", tr("Name")),
                FieldSpec("interval", tr("Interval"), tip=_INTERVAL, hint=tr("such as 1 year")),
            ),
            add=mechanism_edits.create,
            defaults={"name": "", "interval": ""},
        ),
        delete=mechanism_edits.delete,
        delete_words=tr("Delete mechanism"),
        dated=True,
        hint=tr(
            "A mechanism is a standing arrangement with numbered sessions.\n\n“New…” (Ctrl+N) begins one."
        ),
    )


def _form() -> FormSpec:
    return FormSpec(
        name="mechanism",
        load=mechanisms.detail,
        setter=mechanism_edits.change,
        change_words=tr("Change mechanism"),
        fields=(
            FieldSpec("name", tr("Name"), "paragraph"),
            FieldSpec("date", tr("Existed"), "date", tr("From its setting up to its end, as far as known.")),
            FieldSpec(
                "interval",
                tr("Interval"),
                tip=_INTERVAL,
                hint=tr("such as 1 year"),
                read=lambda row: rhythm_words(row.interval_days) if row.interval_days else "",
            ),
            _link("parent_id", "parent", tr("Part of"), tr("The mechanism it stands under.")),
            _link("successor_id", "successor", tr("Followed by"), tr("The mechanism that took its place.")),
            FieldSpec("note", tr("Note"), "text"),
        ),
        sections=(
            SectionSpec("sessions", tr("Sessions"), Sessions),
            SectionSpec("check", tr("Check"), Findings),
            SectionSpec("members", tr("Members"), _members(), "members"),
            SectionSpec("names", tr("Names"), _names(), "names"),
            SectionSpec("evidence", tr("Evidence"), evidence_for("mechanism")),
        ),
    )


def _link(name: str, attribute: str, label: str, tip: str) -> FieldSpec:
    def linked(row: mechanisms.MechanismDetail) -> mechanisms.Linked | None:
        return getattr(row, attribute)

    return FieldSpec(
        name,
        label,
        "name",
        tip,
        of="mechanism",
        creates=True,
        read=lambda row: one.id if (one := linked(row)) else None,
        named=lambda row: one.name if (one := linked(row)) else "",
    )


def _members() -> SubListSpec:
    return SubListSpec(
        title=tr("Members"),
        fields=(FieldSpec("actor_id", tr("Actor"), "name", of="actor", creates=True), SPAN, NOTE),
        record=lambda row: dated_record(row.actor, row),
        add=_add_member,
        change=mechanism_edits.change_member,
        remove=mechanism_edits.remove_member,
        add_words=tr("Add member"),
        change_words=tr("Change member"),
        remove_words=tr("Remove member"),
        defaults={"note": ""},
    )


def _add_member(session: Session, mechanism: int, actor_id: int | None, **values: object) -> int:
    if actor_id is None:
        raise BadInput(tr("Choose the actor that was a member."), "actor")
    return mechanism_edits.add_member(session, mechanism, actor_id, **values)  # type: ignore[arg-type]


def _names() -> SubListSpec:
    return SubListSpec(
        title=tr("Names"),
        fields=(
            FieldSpec("text", tr("Name"), "paragraph"),
            FieldSpec("language", tr("Language"), tip=tr("A language tag, such as zh-Hans, ja, ko or en.")),
        ),
        record=lambda row: Record(
            row.text,
            " · ".join(filter(None, (tr("main name") if row.main else "", row.language))),
        ),
        add=mechanism_edits.add_name,
        change=mechanism_edits.change_name,
        remove=mechanism_edits.remove_name,
        add_words=tr("Add name"),
        change_words=tr("Change name"),
        remove_words=tr("Remove name"),
        defaults={"text": "", "language": ""},
    )
