"""The ledgers: invitations, commitments, coverage of sources, and context."""

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Dated, Order, Text, Unverified, one_of, reference
from db.words import COMMITMENT_STATUSES, CONTEXT_KINDS, INVITATION_STEPS


class Invitation(Dated, Base):
    """Who invited whom, to what, in which window (its date), through which channel; ends in an event."""

    __tablename__ = "invitation"
    inviter_id: Mapped[int | None] = mapped_column(reference("actor", gone="SET NULL"))
    invitee_id: Mapped[int | None] = mapped_column(reference("actor", gone="SET NULL"))
    purpose: Mapped[Text]
    channel_id: Mapped[int | None] = mapped_column(reference("term", gone="SET NULL"))
    event_id: Mapped[int | None] = mapped_column(reference("event", gone="SET NULL"))
    note: Mapped[Text]
    unverified: Mapped[Unverified]
    __table_args__ = (
        Index("invitation_inviter", "inviter_id"),
        Index("invitation_invitee", "invitee_id"),
        Index("invitation_channel", "channel_id"),
        Index("invitation_event", "event_id"),
    )


class InvitationStep(Dated, Base):
    """A dated step of an invitation."""

    __tablename__ = "invitation_step"
    invitation_id: Mapped[int] = mapped_column(reference("invitation"))
    kind: Mapped[str]
    position: Mapped[Order]
    event_id: Mapped[int | None] = mapped_column(reference("event", gone="SET NULL"))
    note: Mapped[Text]
    __table_args__ = (
        one_of("kind", INVITATION_STEPS),
        Index("invitation_step_invitation", "invitation_id", "position"),
        Index("invitation_step_event", "event_id"),
    )


class Commitment(Dated, Base):
    """Who promised what to whom; its date is when it is due, or it is due some days after an event."""

    __tablename__ = "commitment"
    promiser_id: Mapped[int | None] = mapped_column(reference("actor", gone="SET NULL"))
    receiver_id: Mapped[int | None] = mapped_column(reference("actor", gone="SET NULL"))
    made_at_id: Mapped[int | None] = mapped_column(reference("event", gone="SET NULL"))
    words: Mapped[str]
    kind: Mapped[Text]
    quantity: Mapped[Text]
    due_after_id: Mapped[int | None] = mapped_column(reference("event", gone="SET NULL"))
    due_after_days: Mapped[int | None]
    status: Mapped[str] = mapped_column(default="open", server_default="open")
    renews_id: Mapped[int | None] = mapped_column(reference("commitment", gone="SET NULL"))
    note: Mapped[Text]
    unverified: Mapped[Unverified]
    __table_args__ = (
        one_of("status", COMMITMENT_STATUSES),
        CheckConstraint("words <> ''", name="worded"),
        CheckConstraint("renews_id IS NULL OR renews_id <> id", name="not_own_renewal"),
        Index("commitment_promiser", "promiser_id"),
        Index("commitment_receiver", "receiver_id"),
        Index("commitment_made_at", "made_at_id"),
        Index("commitment_due_after", "due_after_id"),
        Index("commitment_renews", "renews_id"),
        Index("commitment_status", "status"),
    )


class CommitmentFollowUp(Base):
    """An event that followed up a commitment: kept it, confirmed it, or broke it."""

    __tablename__ = "commitment_follow_up"
    commitment_id: Mapped[int] = mapped_column(reference("commitment"))
    event_id: Mapped[int] = mapped_column(reference("event"))
    note: Mapped[Text]
    __table_args__ = (
        Index("commitment_follow_up_commitment", "commitment_id"),
        Index("commitment_follow_up_event", "event_id"),
    )


class Coverage(Dated, Base):
    """A span (its date) in which an outlet was searched, how, by whom, and how completely (0 to 4)."""

    __tablename__ = "coverage"
    outlet: Mapped[str]
    source_id: Mapped[int | None] = mapped_column(reference("source", gone="SET NULL"))
    searched_on: Mapped[Text]
    searched_by: Mapped[Text]
    query: Mapped[Text]
    completeness: Mapped[int | None]
    missing: Mapped[Text]
    note: Mapped[Text]
    __table_args__ = (
        CheckConstraint("outlet <> ''", name="outlet_named"),
        CheckConstraint("completeness IS NULL OR completeness BETWEEN 0 AND 4", name="completeness"),
        Index("coverage_source", "source_id"),
    )


class Context(Dated, Base):
    """A dated span or day that is no exchange, for all or for one actor, country or mechanism."""

    __tablename__ = "context"
    title: Mapped[str]
    kind: Mapped[str] = mapped_column(default="other", server_default="other")
    colour: Mapped[Text]
    actor_id: Mapped[int | None] = mapped_column(reference("actor"))
    country_id: Mapped[int | None] = mapped_column(reference("country"))
    mechanism_id: Mapped[int | None] = mapped_column(reference("mechanism"))
    note: Mapped[Text]
    source_id: Mapped[int | None] = mapped_column(reference("source", gone="SET NULL"))
    unverified: Mapped[Unverified]
    __table_args__ = (
        one_of("kind", CONTEXT_KINDS),
        CheckConstraint("title <> ''", name="titled"),
        Index("context_actor", "actor_id"),
        Index("context_country", "country_id"),
        Index("context_mechanism", "mechanism_id"),
        Index("context_source", "source_id"),
    )
