"""Writes the codebook into a file that goes with the data: JSON or CSV, always with its version."""

import csv
import io
import json
import os
from pathlib import Path

from sqlalchemy.orm import Session

from db.codebook import codebook_terms


def write(session: Session, path: Path) -> None:
    """Write the codebook as CSV if the path ends so, else as JSON, whole or not at all; raises OSError."""
    exported = codebook_terms.export(session)
    if path.suffix.lower() == ".csv":
        out = io.StringIO(newline="")
        rows = [*codebook_terms.csv_rows(session), ("version", str(exported["version"]))]
        csv.writer(out).writerows(rows)
        text = out.getvalue()
    else:
        text = json.dumps(exported, ensure_ascii=False, indent=1) + "\n"
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        draft.write_bytes(text.encode())
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
