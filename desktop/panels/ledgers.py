"""The ledgers: mechanisms and their rounds, invitations, commitments, what was searched, and context."""

from desktop.desk import Desk
from desktop.panels.sub_pages import SubPage, SubPages
from desktop.wording import tr


def make_ledgers(desk: Desk) -> SubPages:
    """Return the page of ledgers, its tabs made when first shown."""
    pages = (
        SubPage("mechanisms", tr("Mechanisms"), _mechanisms),
        SubPage("invitations", tr("Invitations"), _invitations),
        SubPage("commitments", tr("Commitments"), _commitments),
        SubPage("coverage", tr("Coverage"), _coverage),
        SubPage("context", tr("Context"), _context),
    )
    return SubPages(desk, "ledgers", pages)


def _mechanisms(desk: Desk) -> object:
    from desktop.panels.mechanisms import MechanismsPage

    return MechanismsPage(desk)


def _invitations(desk: Desk) -> object:
    from desktop.panels.invitations import InvitationsPage

    return InvitationsPage(desk)


def _commitments(desk: Desk) -> object:
    from desktop.panels.commitments import CommitmentsPage

    return CommitmentsPage(desk)


def _coverage(desk: Desk) -> object:
    from desktop.panels.coverage import CoveragePage

    return CoveragePage(desk)


def _context(desk: Desk) -> object:
    from desktop.panels.context import ContextPage

    return ContextPage(desk)
