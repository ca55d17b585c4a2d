"""BibTeX: entries as sources, LaTeX decoded."""

from pathlib import Path

import pytest
from formats_support import read, refusal, saved

from db.imports.formats import bibtex, bibtex_latex
from db.imports.incoming import IncomingSource

ENTRIES = r"""% A library
@string{x = "Xinhua"}
@article{a, title={Caf{\'e} {Nested {X}} at 50%}, author={M{\"u}ller, J. and {Committee and Co} and Li Wei and others},
  month=jan, year=2007, journal=x, volume={2}, url={https://example.org/a_b%20c}}
@online{b, title={习近平会见 日本}, date={2007-04-11/2007-04-12}, urldate={2020-01-02}, publisher={新华社},
  type={readout}}
@misc{c, title={Found}, howpublished={\url{https://example.org/x}}}
@misc{c, title={The same key}, year={n.d.}}
"""


def test_entries(tmp_path: Path) -> None:
    incoming = read("bibtex", saved(tmp_path, "a.bib", ENTRIES))
    assert incoming.problems == []
    assert incoming.sources == [
        IncomingSource(
            1, "Café Nested X at 50%", "2007-01", "", "Müller, J.; Committee and Co; Li Wei", "Xinhua", "article",
            url="https://example.org/a_b%20c", note="Volume: 2",
        ),
        IncomingSource(
            2, "习近平会见 日本", "2007-04-11/2007-04-12", publisher="新华社", kind="readout", retrieved="2020-01-02"
        ),
        IncomingSource(3, "Found", url="https://example.org/x"),
        IncomingSource(4, "The same key"),
    ]  # fmt: skip


def test_broken_entries_are_told_by_number(tmp_path: Path) -> None:
    text = '@misc{a, title={A}}\n@book{b, title="x}\n@misc{c, author={X}}\n@misc{d, title={D}, year={soon}}\n'
    incoming = read("bibtex", saved(tmp_path, "a.bib", text))
    assert [(bad.row, bad.column) for bad in incoming.problems] == [(2, ""), (3, "title"), (4, "date")]
    assert [source.title for source in incoming.sources] == ["A"]


def test_hostile_files_are_refused(tmp_path: Path) -> None:
    deep = "@misc{a, title={" + "{" * 5000 + "}" * 5000 + "}}"
    assert "nested deeper" in refusal("bibtex", saved(tmp_path, "a.bib", deep))
    assert "NUL" in refusal("bibtex", saved(tmp_path, "b.bib", "@misc{a, title={a\0b}}"))


@pytest.mark.parametrize(
    ("latex", "text"),
    [
        (r"\textbf{Bold} \& Co", "Bold & Co"),
        (r"\o{} \ss{} \v{c}\'{o}", "ø ß čó"),
        ("A -- B~C", "A – B C"),
        ("costs $5 and $6 100% of {it}", "costs $5 and $6 100% of it"),
        ("plain 中文", "plain 中文"),
        ("one\n  two\n\nthree", "one two\n\nthree"),
    ],
)
def test_latex_is_decoded(latex: str, text: str) -> None:
    assert bibtex_latex.decoded(latex) == text


def test_a_date_of_parts() -> None:
    (source,) = bibtex.read_text("@misc{a, title={T}, year={2007}, month={April 11}}")
    assert source.edtf == "2007-04-11"
