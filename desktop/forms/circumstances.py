"""Where and how an event took place, under which mechanism, as part of what."""

from functools import partial

from PySide6.QtWidgets import QCheckBox, QWidget

from db.words import BASES, DIRECTIONS
from desktop.forms.bindings import Binding, NameBinding, TickBinding
from desktop.forms.editing import Editing
from desktop.forms.part import Part
from desktop.forms.shown import Shown
from desktop.widgets.choice_field import Choice, ChoiceField
from desktop.widgets.line_field import LineField
from desktop.widgets.name_field import NameField, Suggestion
from desktop.widgets.optional_spin import OptionalSpin
from desktop.wording import plain_tip, tr


class Circumstances(Part):
    """Edits channel, level, place, country, direction, mechanism, round and the visit an event belongs to."""

    def __init__(self, editing: Editing, parent: QWidget | None = None) -> None:
        super().__init__(editing, parent)
        create = {"mechanism": tr("Create mechanism “{name}”", name="{name}")}
        self.mechanism = NameField(partial(editing.candidates, "mechanism"), create)
        self.round = OptionalSpin()
        self.inferred = QCheckBox(tr("inferred"))
        self.part_of = NameField(self._other_events)
        self.place = LineField()
        self.country = NameField(partial(editing.candidates, "country"))
        self.direction = ChoiceField()
        self.channel = ChoiceField()
        self.level = ChoiceField()
        self._add_rows()
        self._bindings = (
            Binding(editing, "round", tr("Change round"), self.round, self),
            TickBinding(editing, "round_basis", tr("Change round"), self.inferred, BASES),
            Binding(editing, "place", tr("Change place"), self.place, self),
            Binding(editing, "direction", tr("Change direction"), self.direction, self),
            Binding(editing, "channel_id", tr("Change channel"), self.channel, self),
            Binding(editing, "level_id", tr("Change level"), self.level, self),
        )
        NameBinding(editing, "mechanism_id", tr("Change mechanism"), self.mechanism)
        NameBinding(editing, "part_of_id", tr("Change what it is part of"), self.part_of)
        NameBinding(editing, "country_id", tr("Change country"), self.country)
        self.mechanism.create_requested.connect(self._on_create_mechanism)

    def show_event(self, shown: Shown) -> None:
        """Show an event."""
        detail, codebook = shown.detail, self.editing.codebook
        self.channel.set_choices(codebook.choices("channel"))
        self.level.set_choices(codebook.choices("level"))
        self.direction.set_choices(_directions(shown.derived))
        for binding in self._bindings:
            binding.show_stored(getattr(detail, binding.name))
        self.mechanism.show_value(detail.mechanism_id, shown.mechanism)
        self.part_of.show_value(detail.part_of_id, shown.whole)
        self.country.show_value(detail.country_id, shown.country)
        self.inferred.setVisible(detail.round is not None)

    def takes(self, shown: Shown) -> object:
        """Return what the fields show, what the direction would be, and the channels and levels there are."""
        detail, codebook = shown.detail, self.editing.codebook
        fields = [getattr(detail, binding.name) for binding in self._bindings]
        named = (
            detail.mechanism_id,
            shown.mechanism,
            detail.part_of_id,
            shown.whole,
            detail.country_id,
            shown.country,
        )
        return fields, named, shown.derived, codebook.terms("channel"), codebook.terms("level")

    def _add_rows(self) -> None:
        self.inferred.setToolTip(plain_tip(tr("Nothing states the number of the round: it was inferred.")))
        self.mechanism.setPlaceholderText(tr("none"))
        self.part_of.setPlaceholderText(tr("none"))
        self.row(
            tr("Mechanism"), "mechanism_id", self.mechanism,
            tip=tr("The standing arrangement it was a session of. Type any of its names, or a new one."),
        )  # fmt: skip
        self.row(tr("Round"), "round", self.round, self.inferred, tip=tr("Number of the session, if any."))
        self.row(tr("Part of"), "part_of_id", self.part_of, tip=tr("The visit it belongs to, by its title."))
        self.row(tr("Place"), "place", self.place, tip=tr("City or building, as printed."))
        self.row(tr("Country"), "country_id", self.country, tip=tr("Its name in any language, or its code."))
        self.row(
            tr("Direction"), "direction", self.direction,
            tip=tr("Follows from place, channel and participants unless you say otherwise."),
        )  # fmt: skip
        self.row(tr("Channel"), "channel_id", self.channel, tip=tr("How the exchange took place."))
        self.row(tr("Level"), "level_id", self.level, tip=tr("Rank of the highest counterpart."))

    def _other_events(self, typed: str) -> list[Suggestion]:
        return [one for one in self.editing.candidates("event", typed) if one.id not in self.editing.ids]

    def _on_create_mechanism(self, name: str) -> None:
        from db.table import event_forms

        label = tr("Create mechanism “{name}”", name=name)
        self.editing.edit(label, "mechanism_id", event_forms.put_under, self.editing.ids, name)


def _directions(derived: str | None) -> list[Choice]:
    automatic = tr("from the place: {direction}", direction=tr(derived)) if derived else tr("from the place")
    return [Choice(None, automatic), *(Choice(word, tr(word)) for word in DIRECTIONS)]
