"""The form of a source: its own fields, its copies, what it supports and how it is cited."""

from typing import Any

from sqlalchemy.orm import Session

from db.sourcing import source_edits, sources
from db.sourcing.source_words import KINDS, SOURCE_SIDES
from desktop.forms.attachments import Attachments
from desktop.forms.citation import Citation
from desktop.forms.record_form import FormSpec, SectionSpec
from desktop.forms.source_uses import SourceUses
from desktop.forms.specs import FieldSpec, chosen_from
from desktop.widgets.address import OpenButton
from desktop.widgets.choice_field import Choice
from desktop.widgets.tones import Tone
from desktop.wording import tr

KIND = FieldSpec("kind", tr("Kind"), "choice", choices=chosen_from(KINDS, empty=True))
SIDE = FieldSpec(
    "side",
    tr("Side"),
    "choice",
    tr("Whose words they are."),
    choices=(Choice("", "–"), *(Choice(key, tr(words)) for key, words in SOURCE_SIDES.items())),
)


def form() -> FormSpec:
    """Return what the form of a source shows and how it stores it."""
    return FormSpec(
        name="source",
        load=sources.detail,
        setter=change,
        change_words=tr("Change source"),
        fields=(
            FieldSpec("title", tr("Title"), "paragraph", tr("As it is printed, in its own language.")),
            FieldSpec("title_translated", tr("In translation"), "paragraph"),
            FieldSpec(
                "author",
                tr("Author"),
                tip=tr("Family name, given name; several authors are parted by semicolons."),
            ),
            FieldSpec(
                "publisher", tr("Publisher"), tip=tr("The paper, site, party or house that printed it.")
            ),
            KIND,
            SIDE,
            FieldSpec("language", tr("Language"), tip=tr("A language tag, such as zh-Hans, ja, ko or en.")),
            FieldSpec("published", tr("Published"), "date"),
            FieldSpec("retrieved", tr("Retrieved"), tip=tr("The day on which you read or saved it.")),
            FieldSpec("url", tr("Address"), tip=tr("Where it is found."), beside=OpenButton),
            FieldSpec("archive_url", tr("Archive"), tip=tr("Where a copy is archived."), beside=OpenButton),
            FieldSpec("note", tr("Note"), "text"),
        ),
        sections=(
            SectionSpec("attachments", tr("Attached copies"), Attachments),
            SectionSpec("uses", tr("Supports"), SourceUses),
            SectionSpec("citation", tr("Citation"), Citation),
        ),
        remarks=_remarks,
    )


def change(session: Session, source: int, **fields: Any) -> None:
    """Set fields of a source, also when it was published; raises BadInput."""
    if "published" in fields:
        source_edits.set_published(session, [source], fields.pop("published"))
    if fields:
        source_edits.change(session, [source], **fields)


def _remarks(source: sources.SourceDetail) -> tuple[str, Tone]:
    address = source.url.partition("://")[2].rstrip("/")
    if address and source.title == address:
        return tr("Its title is still its address: type the title as it is printed."), Tone.QUIET
    return "", Tone.QUIET
