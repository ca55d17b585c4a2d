"""The records of a timeline as SQLAlchemy models, by subject; `USER_TABLES` are those history covers."""

from db.history import OWN_TABLES
from db.models.actors import Actor, ActorIdentifier, ActorName, Country, Relation, Standing, Succession
from db.models.base import Base
from db.models.events import Event, EventIdentifier, EventTerm, Participation, Term
from db.models.evidence import Attachment, Evidence, Source
from db.models.ledgers import (
    Commitment,
    CommitmentFollowUp,
    Context,
    Coverage,
    Invitation,
    InvitationStep,
)
from db.models.mechanisms import Mechanism, MechanismMember, MechanismName
from db.models.own import Change, ColumnCache, Edit, SavedChart, SavedFilter, SavedMapping, Setting
from db.models.people import Person, PersonName, Post

USER_TABLES: tuple[str, ...] = tuple(sorted(name for name in Base.metadata.tables if name not in OWN_TABLES))
"""Tables that users edit; every one is covered by history."""

__all__ = [
    "USER_TABLES",
    "Actor",
    "ActorIdentifier",
    "ActorName",
    "Attachment",
    "Base",
    "Change",
    "ColumnCache",
    "Commitment",
    "CommitmentFollowUp",
    "Context",
    "Country",
    "Coverage",
    "Edit",
    "Event",
    "EventIdentifier",
    "EventTerm",
    "Evidence",
    "Invitation",
    "InvitationStep",
    "Mechanism",
    "MechanismMember",
    "MechanismName",
    "Participation",
    "Person",
    "PersonName",
    "Post",
    "Relation",
    "SavedChart",
    "SavedFilter",
    "SavedMapping",
    "Setting",
    "Source",
    "Standing",
    "Succession",
    "Term",
]
