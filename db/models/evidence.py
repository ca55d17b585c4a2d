"""Sources, attached copies, and the evidence that ties their passages to records."""

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Dated, Text, Unverified, reference


class Source(Dated, Base):
    """A document; its date is when it was published, `retrieved` an ISO day."""

    __tablename__ = "source"
    title: Mapped[str]
    title_translated: Mapped[Text]
    author: Mapped[Text]
    publisher: Mapped[Text]
    kind: Mapped[Text]
    side: Mapped[Text]
    language: Mapped[Text]
    retrieved: Mapped[Text]
    url: Mapped[Text]
    archive_url: Mapped[Text]
    note: Mapped[Text]
    __table_args__ = (
        CheckConstraint("title <> ''", name="titled"),
        Index("source_url", "url"),
        Index("source_publisher", "publisher"),
    )


class Attachment(Base):
    """A copy of a source kept inside the file, with its SHA-256 in hex."""

    __tablename__ = "attachment"
    source_id: Mapped[int] = mapped_column(reference("source"))
    name: Mapped[str]
    media_type: Mapped[Text]
    sha256: Mapped[str]
    data: Mapped[bytes]
    __table_args__ = (Index("attachment_source", "source_id"),)


class Evidence(Base):
    """A quoted passage of a source for one record and, if wanted, for one field and the value it states.

    `confidence` runs from 0 (hearsay) to 4 (official record); null where nobody judged it.
    `reason` says why a `chosen` value is the one shown where several are stated.
    """

    __tablename__ = "evidence"
    source_id: Mapped[int] = mapped_column(reference("source"))
    event_id: Mapped[int | None] = mapped_column(reference("event"))
    mechanism_id: Mapped[int | None] = mapped_column(reference("mechanism"))
    post_id: Mapped[int | None] = mapped_column(reference("post"))
    standing_id: Mapped[int | None] = mapped_column(reference("standing"))
    invitation_step_id: Mapped[int | None] = mapped_column(reference("invitation_step"))
    commitment_id: Mapped[int | None] = mapped_column(reference("commitment"))
    context_id: Mapped[int | None] = mapped_column(reference("context"))
    field: Mapped[Text]
    value: Mapped[Text]
    quote: Mapped[Text]
    locator: Mapped[Text]
    confidence: Mapped[int | None]
    chosen: Mapped[bool] = mapped_column(default=False, server_default="0")
    reason: Mapped[Text]
    note: Mapped[Text]
    unverified: Mapped[Unverified]
    __table_args__ = (
        CheckConstraint(
            "(event_id IS NOT NULL) + (mechanism_id IS NOT NULL) + (post_id IS NOT NULL)"
            " + (standing_id IS NOT NULL) + (invitation_step_id IS NOT NULL)"
            " + (commitment_id IS NOT NULL) + (context_id IS NOT NULL) = 1",
            name="one_record",
        ),
        CheckConstraint("confidence IS NULL OR confidence BETWEEN 0 AND 4", name="confidence"),
        Index("evidence_source", "source_id", "event_id"),
        Index("evidence_event", "event_id", "field", "value"),
        Index("evidence_mechanism", "mechanism_id"),
        Index("evidence_post", "post_id"),
        Index("evidence_standing", "standing_id"),
        Index("evidence_invitation_step", "invitation_step_id"),
        Index("evidence_commitment", "commitment_id"),
        Index("evidence_context", "context_id"),
    )
