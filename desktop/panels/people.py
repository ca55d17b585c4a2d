"""The page of people: names in every script, posts as dated tenures, and where a printed post disagrees with them."""

from sqlalchemy.orm import Session

from db.registry import people
from desktop.desk import Desk
from desktop.dialogs.new_record import NewSpec
from desktop.forms.actor_lists import names, posts
from desktop.forms.contacts import PersonContacts
from desktop.forms.disagreements import Disagreements
from desktop.forms.record_evidence import evidence_for
from desktop.forms.record_form import FormSpec, SectionSpec
from desktop.forms.specs import FieldSpec
from desktop.models.rows_table import Column, number
from desktop.panels.records import RecordsPage, RecordsSpec
from desktop.wording import tr


class PeoplePage(RecordsPage):
    """Lists people with the post they held on any day; two records of one person can be made one."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _spec())


def _spec() -> RecordsSpec:
    return RecordsSpec(
        name="people",
        noun=tr("People"),
        rows=people.rows,
        columns=(
            Column(tr("Name"), lambda row: row.name, width=18),
            Column(tr("Other names"), lambda row: row.other_names, width=18),
            Column(tr("Country"), lambda row: row.country, width=13),
            Column(tr("Post"), _post, width=23, tip=tr("Held on that day")),
            number(tr("Events"), "events"),
        ),
        tables=frozenset(
            {"person", "person_name", "post", "participation", "actor", "country", "event", "term", "source"}
        ),
        form=_form(),
        new=NewSpec(
            title=tr("New person"),
            fields=(
                FieldSpec("name", tr("Name"), tip=tr("In the order of the person’s own language.")),
                FieldSpec("country_id", tr("Country"), "name", of="country"),
            ),
            add=people.create,
            defaults={"name": ""},
        ),
        delete=people.delete,
        delete_words=tr("Delete person"),
        dated=True,
        merges="person",
        merge_words=tr("Makes this person and another one a single record."),
        hint=tr(
            "People take part in events in the post they hold on the day.\n\n“New…” (Ctrl+N) adds a person."
        ),
    )


def _form() -> FormSpec:
    return FormSpec(
        name="person",
        load=_load,
        setter=people.change,
        change_words=tr("Change person"),
        fields=(
            FieldSpec("name", tr("Name"), "paragraph"),
            FieldSpec("country_id", tr("Country"), "name", of="country"),
            FieldSpec("date", tr("Lived"), "date", tr("From birth to death, such as 1948/.. .")),
            FieldSpec("note", tr("Note"), "text"),
        ),
        sections=(
            SectionSpec("contacts", tr("Contacts"), PersonContacts),
            SectionSpec("posts", tr("Posts"), posts(of="person"), "posts"),
            SectionSpec("disagreements", tr("Posts as printed"), Disagreements),
            SectionSpec("names", tr("Names"), names("person"), "names"),
            SectionSpec("evidence", tr("Evidence"), evidence_for("person")),
        ),
    )


def _load(session: Session, person: int, day: int) -> people.PersonDetail | None:
    del day  # the form shows all time
    return people.detail(session, person)


def _post(row: people.PersonRow) -> str:
    doubt = tr("possibly") if row.post_certainty == "possible" else ""
    where = f"{row.post}, {row.actor}" if row.post and row.actor else row.post
    return " ".join(filter(None, (doubt if row.post else "", where)))
