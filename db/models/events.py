"""Events, who took part, and the codebook's terms that describe them."""

from sqlalchemy import CheckConstraint, Computed, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Dated, Order, Text, Unverified, one_of, reference
from db.words import BASES, DIRECTIONS, ROLES, SIDES, STATUSES, TERM_VOCABULARIES


class Term(Base):
    """A word of the codebook: an event type, channel, level, area, issue or tag with its definition."""

    __tablename__ = "term"
    vocabulary: Mapped[str]
    key: Mapped[str]
    label: Mapped[str]
    definition: Mapped[Text]
    position: Mapped[Order]
    parent_id: Mapped[int | None] = mapped_column(reference("term", gone="SET NULL"))
    cameo: Mapped[Text]
    plover: Mapped[Text]
    __table_args__ = (
        one_of("vocabulary", TERM_VOCABULARIES),
        CheckConstraint("key <> ''", name="keyed"),
        Index("term_key", "vocabulary", "key", unique=True),
        Index("term_parent", "parent_id"),
    )


class Event(Dated, Base):
    """Anything dated. A visit may contain meetings (`part_of_id`); a session has a mechanism and a round."""

    __tablename__ = "event"
    title: Mapped[str]
    type_id: Mapped[int | None] = mapped_column(reference("term", gone="SET NULL"))
    status: Mapped[str] = mapped_column(default="held", server_default="held")
    summary: Mapped[Text]
    place: Mapped[Text]
    country_id: Mapped[int | None] = mapped_column(reference("country", gone="SET NULL"))
    direction: Mapped[str | None]
    channel_id: Mapped[int | None] = mapped_column(reference("term", gone="SET NULL"))
    level_id: Mapped[int | None] = mapped_column(reference("term", gone="SET NULL"))
    mechanism_id: Mapped[int | None] = mapped_column(reference("mechanism", gone="SET NULL"))
    round: Mapped[int | None]
    round_basis: Mapped[str] = mapped_column(default="stated", server_default="stated")
    part_of_id: Mapped[int | None] = mapped_column(reference("event", gone="SET NULL"))
    note: Mapped[Text]
    unverified: Mapped[Unverified]
    mark_source: Mapped[Order]
    mark_date: Mapped[Order]
    mark_principal: Mapped[Order]
    mark_post: Mapped[Order]
    mark_counterpart: Mapped[Order]
    sort_lo: Mapped[int] = mapped_column(Computed("coalesce(start_lo, -2147483648)", persisted=False))
    sort_width: Mapped[int] = mapped_column(
        Computed("coalesce(start_hi, 2147483647) - coalesce(start_lo, -2147483648)", persisted=False)
    )
    __table_args__ = (
        one_of("status", STATUSES),
        one_of("direction", DIRECTIONS),
        one_of("round_basis", BASES),
        CheckConstraint("title <> ''", name="titled"),
        CheckConstraint("part_of_id IS NULL OR part_of_id <> id", name="not_own_part"),
        Index("event_order", "sort_lo", "sort_width", "title", "id"),
        Index("event_title", text("title COLLATE NOCASE"), "id"),
        Index("event_days", "start_lo", "start_hi", "end_hi"),
        Index("event_type", "type_id"),
        Index("event_status", "status"),
        Index("event_country", "country_id"),
        Index("event_channel", "channel_id"),
        Index("event_level", "level_id"),
        Index("event_mechanism", "mechanism_id", "round"),
        Index("event_part_of", "part_of_id"),
        Index("event_direction", "direction", sqlite_where=text("direction IS NOT NULL")),
    )


class EventTerm(Base):
    """An area, issue or tag put on an event."""

    __tablename__ = "event_term"
    event_id: Mapped[int] = mapped_column(reference("event"))
    term_id: Mapped[int] = mapped_column(reference("term"))
    __table_args__ = (
        Index("event_term_event", "event_id", "term_id", unique=True),
        Index("event_term_term", "term_id", "event_id"),
    )


class EventIdentifier(Base):
    """An id of an event in another dataset, by which its next edition updates the event."""

    __tablename__ = "event_identifier"
    event_id: Mapped[int] = mapped_column(reference("event"))
    scheme: Mapped[str]
    value: Mapped[str]
    __table_args__ = (
        CheckConstraint("value <> ''", name="valued"),
        Index("event_identifier_event", "event_id"),
        Index("event_identifier_value", "scheme", "value"),
    )


class Participation(Base):
    """An actor (and person, and post as printed) in an event, with a side and a role."""

    __tablename__ = "participation"
    event_id: Mapped[int] = mapped_column(reference("event"))
    actor_id: Mapped[int | None] = mapped_column(reference("actor"))
    person_id: Mapped[int | None] = mapped_column(reference("person"))
    post_printed: Mapped[Text]
    side: Mapped[str] = mapped_column(default="counterpart", server_default="counterpart")
    role: Mapped[str] = mapped_column(default="attendee", server_default="attendee")
    position: Mapped[Order]
    note: Mapped[Text]
    __table_args__ = (
        one_of("side", SIDES),
        one_of("role", ROLES),
        CheckConstraint("actor_id IS NOT NULL OR person_id IS NOT NULL", name="somebody"),
        Index("participation_event", "event_id", "side", "actor_id"),
        Index("participation_actor", "actor_id", "side", "event_id"),
        Index("participation_person", "person_id", "event_id"),
    )
