"""Countries and their relations; actors, their names, standing and succession."""

from sqlalchemy import CheckConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from db.models.base import Base, Dated, Text, Unverified, one_of, reference
from db.words import ACTOR_KINDS, FAMILIES, NAME_KINDS, RELATION_KINDS, STANDINGS


class Country(Base):
    """A country or region; `code` is its ISO 3166-1 two-letter code, or empty where there is none."""

    __tablename__ = "country"
    code: Mapped[Text]
    alpha3: Mapped[Text]
    name: Mapped[str]
    name_zh: Mapped[Text]
    name_ja: Mapped[Text]
    name_ko: Mapped[Text]
    region: Mapped[Text]
    subregion: Mapped[Text]
    note: Mapped[Text]
    __table_args__ = (
        CheckConstraint("name <> ''", name="named"),
        Index("country_code", "code"),
        Index("country_region", "region"),
    )


class Relation(Dated, Base):
    """A dated span that says what relations a pair of countries has."""

    __tablename__ = "relation"
    country_id: Mapped[int] = mapped_column(reference("country"))
    other_id: Mapped[int] = mapped_column(reference("country"))
    kind: Mapped[str]
    note: Mapped[Text]
    source_id: Mapped[int | None] = mapped_column(reference("source", gone="SET NULL"))
    unverified: Mapped[Unverified]
    __table_args__ = (
        one_of("kind", RELATION_KINDS),
        Index("relation_country", "country_id"),
        Index("relation_other", "other_id"),
        Index("relation_source", "source_id"),
    )


class Actor(Dated, Base):
    """A party, organ, coalition, government, parliament or other organisation; its date is its existence."""

    __tablename__ = "actor"
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(default="party", server_default="party")
    parent_id: Mapped[int | None] = mapped_column(reference("actor", gone="SET NULL"))
    country_id: Mapped[int | None] = mapped_column(reference("country", gone="SET NULL"))
    family: Mapped[str] = mapped_column(default="unknown", server_default="unknown")
    note: Mapped[Text]
    __table_args__ = (
        one_of("kind", ACTOR_KINDS),
        one_of("family", FAMILIES),
        CheckConstraint("name <> ''", name="named"),
        CheckConstraint("parent_id IS NULL OR parent_id <> id", name="not_own_parent"),
        Index("actor_name_of", "name"),
        Index("actor_parent", "parent_id"),
        Index("actor_country", "country_id", "id"),
        Index("actor_family", "family", "id"),
    )


class ActorName(Dated, Base):
    """A name or alias of an actor in one language; its date says when it was in use."""

    __tablename__ = "actor_name"
    actor_id: Mapped[int] = mapped_column(reference("actor"))
    text: Mapped[str]
    folded: Mapped[Text]
    language: Mapped[Text]
    kind: Mapped[str] = mapped_column(default="other", server_default="other")
    __table_args__ = (
        one_of("kind", NAME_KINDS),
        Index("actor_name_actor", "actor_id"),
        Index("actor_name_folded", "folded"),
    )


class ActorIdentifier(Base):
    """An id of an actor in another dataset: Party Facts, ParlGov, Wikidata."""

    __tablename__ = "actor_identifier"
    actor_id: Mapped[int] = mapped_column(reference("actor"))
    scheme: Mapped[str]
    value: Mapped[str]
    __table_args__ = (
        Index("actor_identifier_actor", "actor_id"),
        Index("actor_identifier_value", "scheme", "value"),
    )


class Succession(Dated, Base):
    """An actor that became another: by renaming, merger or split."""

    __tablename__ = "succession"
    predecessor_id: Mapped[int] = mapped_column(reference("actor"))
    successor_id: Mapped[int] = mapped_column(reference("actor"))
    kind: Mapped[Text]
    note: Mapped[Text]
    __table_args__ = (
        CheckConstraint("predecessor_id <> successor_id", name="two_actors"),
        Index("succession_predecessor", "predecessor_id"),
        Index("succession_successor", "successor_id"),
    )


class Standing(Dated, Base):
    """A dated span of an actor: leads government, in coalition, opposition, outside parliament, banned."""

    __tablename__ = "standing"
    actor_id: Mapped[int] = mapped_column(reference("actor"))
    kind: Mapped[str]
    note: Mapped[Text]
    source_id: Mapped[int | None] = mapped_column(reference("source", gone="SET NULL"))
    unverified: Mapped[Unverified]
    __table_args__ = (
        one_of("kind", STANDINGS),
        Index("standing_actor", "actor_id", "kind"),
        Index("standing_source", "source_id"),
    )


__all__ = ["Actor", "ActorIdentifier", "ActorName", "Country", "Relation", "Standing", "Succession"]
