"""The lists of a plan: what happens to each row, what is wrong, which names and which repeats are asked about."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from desktop.models.rows_table import Column, RowsTable
from desktop.wording import tr

if TYPE_CHECKING:
    from db.imports.planning.plan import Plan
    from db.imports.planning.shape import DuplicateQuestion, NameQuestion, RowPlan

MOST = 20_000
"""Rows of a plan that are listed; a file has more only where they are all of one sort."""

DOES = {
    "create": tr("is added"),
    "update": tr("changes an event"),
    "skip": tr("is there already"),
    "reject": tr("can’t be used"),
    "merge": tr("joins an event"),
    "link": tr("becomes a further source"),
}
ANSWERS = {
    "keep": tr("Keep both"),
    "link": tr("Link as a further source"),
    "merge": tr("Join with it"),
    "skip": tr("Leave the row out"),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list, with what it stands for."""

    id: int
    of: object


def rows_table() -> RowsTable:
    """Return the model of what happens to each row; its lines stand for a RowPlan."""
    return RowsTable(
        (
            Column(
                tr("Row"), lambda line: str(line.of.row), sort=lambda line: line.of.row, numeric=True, width=6
            ),
            Column(tr("What happens"), lambda line: DOES[line.of.does], width=14),
            Column(tr("Record"), lambda line: tr(line.of.what), width=8),
            Column(tr("Title or name"), lambda line: line.of.title, width=30),
            Column(tr("Why"), _why, width=26),
        )
    )


def names_table() -> RowsTable:
    """Return the model of the names that are asked about; its lines stand for a NameQuestion."""
    return RowsTable(
        (
            Column(tr("Name in the file"), lambda line: line.of.name, width=24),
            Column(tr("Kind"), lambda line: tr(line.of.kind), width=8),
            Column(
                tr("Rows"),
                lambda line: str(line.of.rows),
                sort=lambda line: line.of.rows,
                numeric=True,
                width=6,
            ),
            Column(tr("Means"), _meant, width=24),
        )
    )


def repeats_table() -> RowsTable:
    """Return the model of rows that may repeat an event; its lines stand for a DuplicateQuestion."""
    return RowsTable(
        (
            Column(tr("Row"), lambda line: str(line.of.row), sort=lambda line: line.of.row, numeric=True, width=6),
            Column(tr("Title"), lambda line: line.of.mine.get("title", ""), width=26),
            Column(tr("May repeat"), _other, width=26),
            Column(tr("Likeness"), lambda line: str(line.of.score), sort=lambda line: line.of.score, numeric=True,
                   width=8),
            Column(tr("Becomes"), lambda line: ANSWERS[line.of.answer], width=16),
        )
    )  # fmt: skip


def list_rows(model: RowsTable, plan: "Plan") -> bool:
    """Fill the list of rows; returns whether all of them fit."""
    lines: list[Listed] = []
    for place, each in enumerate(plan.row_plans()):
        if place == MOST:
            break
        lines.append(Listed(place + 1, each))
    model.set_rows(lines)
    return len(lines) < MOST


def list_questions(model: RowsTable, questions: "list[NameQuestion] | list[DuplicateQuestion]") -> None:
    """Fill the list of names or of repeats."""
    model.set_rows([Listed(place + 1, each) for place, each in enumerate(questions)])


def _why(line: Listed) -> str:
    row: RowPlan = line.of  # type: ignore[assignment]
    return f"{row.column}: {row.reason}" if row.column and row.reason else row.reason


def _meant(line: Listed) -> str:
    question: NameQuestion = line.of  # type: ignore[assignment]
    if question.answer is None:
        return tr("a new record")
    return next(
        (each.name for each in question.candidates if each.id == question.answer), tr("a known record")
    )


def _other(line: Listed) -> str:
    question: DuplicateQuestion = line.of  # type: ignore[assignment]
    title = question.theirs.get("title", "")
    return tr("row {row}: {title}", row=question.other_row, title=title) if question.other_row else title
