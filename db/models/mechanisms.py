"""Mechanisms: standing arrangements with numbered sessions, members over time and an expected interval."""

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Dated, Text, reference


class Mechanism(Dated, Base):
    """A standing arrangement; its date is its existence, `interval_days` the expected time between sessions."""

    __tablename__ = "mechanism"
    name: Mapped[str]
    interval_days: Mapped[int | None]
    parent_id: Mapped[int | None] = mapped_column(reference("mechanism", gone="SET NULL"))
    successor_id: Mapped[int | None] = mapped_column(reference("mechanism", gone="SET NULL"))
    note: Mapped[Text]
    __table_args__ = (
        CheckConstraint("name <> ''", name="named"),
        CheckConstraint("interval_days IS NULL OR interval_days > 0", name="interval"),
        CheckConstraint("parent_id IS NULL OR parent_id <> id", name="not_own_parent"),
        Index("mechanism_name_of", "name"),
        Index("mechanism_parent", "parent_id"),
        Index("mechanism_successor", "successor_id"),
    )


class MechanismName(Base):
    """A name or alias of a mechanism."""

    __tablename__ = "mechanism_name"
    mechanism_id: Mapped[int] = mapped_column(reference("mechanism"))
    text: Mapped[str]
    folded: Mapped[Text]
    language: Mapped[Text]
    __table_args__ = (
        Index("mechanism_name_mechanism", "mechanism_id"),
        Index("mechanism_name_folded", "folded"),
    )


class MechanismMember(Dated, Base):
    """An actor's membership of a mechanism during a dated span."""

    __tablename__ = "mechanism_member"
    mechanism_id: Mapped[int] = mapped_column(reference("mechanism"))
    actor_id: Mapped[int] = mapped_column(reference("actor"))
    note: Mapped[Text]
    __table_args__ = (
        Index("mechanism_member_mechanism", "mechanism_id"),
        Index("mechanism_member_actor", "actor_id"),
    )
