"""The page of countries and regions, with their diplomatic relations over time."""

from typing import Any

from sqlalchemy.orm import Session

from db.registry import countries, relations
from db.words import RELATION_KINDS
from desktop.desk import Desk
from desktop.dialogs.new_record import NewSpec
from desktop.forms.dated import NOTE, SOURCE, SPAN, UNVERIFIED, dated_record
from desktop.forms.record_form import FormSpec, SectionSpec
from desktop.forms.specs import FieldSpec, chosen_from
from desktop.forms.sublist import SubListSpec
from desktop.models.rows_table import Column, number
from desktop.panels.records import RecordsPage, RecordsSpec
from desktop.wording import tr


class CountriesPage(RecordsPage):
    """Lists countries and territories with their relations to the focal actor's country today."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, _spec())


def _spec() -> RecordsSpec:
    return RecordsSpec(
        name="countries",
        noun=tr("Countries and regions"),
        rows=countries.rows,
        columns=(
            Column(tr("Name"), lambda row: row.name, width=22),
            Column(
                tr("Code"), lambda row: row.code, width=5, tip=tr("ISO 3166-1; empty for other territories")
            ),
            Column(tr("Own names"), _own_names, width=14),
            Column(tr("Region"), lambda row: row.subregion or row.region, width=16),
            number(tr("Actors"), "actors"),
            Column(tr("Relations"), _relations_words, width=24),
        ),
        tables=frozenset({"country", "relation", "actor", "person", "setting"}),
        form=_form(),
        new=NewSpec(
            title=tr("New country or territory"),
            fields=(
                FieldSpec("name", tr("Name")),
                FieldSpec("code", tr("ISO code"), tip=tr("Two letters; leave it empty where there is none.")),
            ),
            add=countries.add,
            defaults={"name": "", "code": ""},
        ),
        delete=countries.delete,
        delete_words=tr("Delete country"),
        dated=True,
        hint=tr("Choose a country to see its names and its diplomatic relations."),
    )


def _form() -> FormSpec:
    return FormSpec(
        name="country",
        load=_load,
        setter=countries.change,
        change_words=tr("Change country"),
        fields=(
            FieldSpec("name", tr("Name")),
            FieldSpec("code", tr("ISO code"), tip=tr("ISO 3166-1, two letters; empty where there is none.")),
            FieldSpec("name_zh", tr("Chinese")),
            FieldSpec("name_ja", tr("Japanese")),
            FieldSpec("name_ko", tr("Korean")),
            FieldSpec("region", tr("Region"), tip=tr("By the United Nations.")),
            FieldSpec("subregion", tr("Subregion")),
            FieldSpec("note", tr("Note"), "text"),
        ),
        sections=(SectionSpec("relations", tr("Diplomatic relations"), _relations(), "relations"),),
    )


def _load(session: Session, country: int, day: int) -> countries.CountryDetail | None:
    del day  # its relations show over all time
    return countries.detail(session, country)


def _relations() -> SubListSpec:
    return SubListSpec(
        title=tr("Diplomatic relations"),
        fields=(
            FieldSpec("other_id", tr("With"), "name", of="country", shown="other", once=True),
            FieldSpec("kind", tr("Kind"), "choice", choices=chosen_from(RELATION_KINDS)),
            SPAN,
            SOURCE,
            NOTE,
            UNVERIFIED,
        ),
        record=lambda row: dated_record(row.other, row, tr(row.kind)),
        add=_add_relation,
        change=relations.change,
        remove=lambda session, entry: relations.remove(session, [entry]),
        add_words=tr("Add relations"),
        change_words=tr("Change relations"),
        remove_words=tr("Remove relations"),
        defaults={"kind": RELATION_KINDS[0], "note": "", "unverified": False},
    )


def _add_relation(session: Session, country: int, other_id: int | None, **values: Any) -> int:
    from db.errors import BadInput

    if other_id is None:
        raise BadInput(tr("Choose the other country."), "other")
    return relations.add(session, country, other_id, **values)


def _own_names(row: countries.CountryRow) -> str:
    return " · ".join(dict.fromkeys(filter(None, (row.name_zh, row.name_ja, row.name_ko))))


def _relations_words(row: countries.CountryRow) -> str:
    if row.is_home:
        return tr("the focal actor’s country")
    known = row.relations
    doubt = tr("possibly") if known.certainty == "possible" else ""
    unverified = tr("(unverified)") if known.kind and known.unverified else ""
    return " ".join(filter(None, (doubt, tr(known.kind) if known.kind else "", unverified)))
