"""People, their names in several scripts and orders, and their posts."""

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Dated, Text, Unverified, one_of, reference
from db.words import NAME_KINDS


class Person(Dated, Base):
    """A person; the date is the life span where it is known."""

    __tablename__ = "person"
    name: Mapped[str]
    country_id: Mapped[int | None] = mapped_column(reference("country", gone="SET NULL"))
    note: Mapped[Text]
    __table_args__ = (
        CheckConstraint("name <> ''", name="named"),
        Index("person_name_of", "name"),
        Index("person_country", "country_id"),
    )


class PersonName(Base):
    """A name of a person in one script and order."""

    __tablename__ = "person_name"
    person_id: Mapped[int] = mapped_column(reference("person"))
    text: Mapped[str]
    folded: Mapped[Text]
    language: Mapped[Text]
    kind: Mapped[str] = mapped_column(default="other", server_default="other")
    __table_args__ = (
        one_of("kind", NAME_KINDS),
        Index("person_name_person", "person_id"),
        Index("person_name_folded", "folded"),
    )


class Post(Dated, Base):
    """A dated tenure of a person in an actor; `level_id` is its rank in the codebook."""

    __tablename__ = "post"
    person_id: Mapped[int] = mapped_column(reference("person"))
    actor_id: Mapped[int | None] = mapped_column(reference("actor", gone="SET NULL"))
    title: Mapped[str]
    level_id: Mapped[int | None] = mapped_column(reference("term", gone="SET NULL"))
    note: Mapped[Text]
    source_id: Mapped[int | None] = mapped_column(reference("source", gone="SET NULL"))
    unverified: Mapped[Unverified]
    __table_args__ = (
        Index("post_person", "person_id"),
        Index("post_actor", "actor_id"),
        Index("post_level", "level_id"),
        Index("post_source", "source_id"),
    )
