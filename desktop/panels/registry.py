"""The registry: actors, people, countries, sources and the codebook."""

from desktop.desk import Desk
from desktop.panels.sub_pages import SubPage, SubPages
from desktop.wording import tr


def make_registry(desk: Desk) -> SubPages:
    """Return the registry, its tabs made when first shown."""
    pages = (
        SubPage("actors", tr("Actors"), _actors),
        SubPage("people", tr("People"), _people),
        SubPage("countries", tr("Countries"), _countries),
        SubPage("sources", tr("Sources"), _sources),
        SubPage("codebook", tr("Codebook"), _codebook),
    )
    return SubPages(desk, "registry", pages)


def _actors(desk: Desk) -> object:
    from desktop.panels.actors import ActorsPage

    return ActorsPage(desk)


def _people(desk: Desk) -> object:
    from desktop.panels.people import PeoplePage

    return PeoplePage(desk)


def _countries(desk: Desk) -> object:
    from desktop.panels.countries import CountriesPage

    return CountriesPage(desk)


def _sources(desk: Desk) -> object:
    from desktop.panels.sources import SourcesPage

    return SourcesPage(desk)


def _codebook(desk: Desk) -> object:
    from desktop.panels.codebook import CodebookPage

    return CodebookPage(desk)
