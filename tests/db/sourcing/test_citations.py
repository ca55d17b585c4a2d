"""Citations in Chicago and APA style, as the CSL processor sets them with styles of the program's own."""

import json
import warnings
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from citeproc import CitationStylesStyle
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import sample
from db.dates import parse
from db.sourcing import citations, sources
from db.sourcing.source_words import KINDS
from db.sourcing.sources import SourceDetail
from db.timeline import Timeline


def source(**fields: Any) -> SourceDetail:
    plain = dict.fromkeys(sources.FIELDS, "") | {"title": "A title"} | fields
    published = plain.pop("published", "")
    when = parse(published) if published else None
    return SourceDetail(id=1, published=when, attachments=(), uses=(), **plain)


REFERENCE = json.loads(
    (Path(__file__).parents[2] / "reference" / "citations.json").read_text(encoding="utf-8")
)
"""Invented sources of every kind, with and without each field, and how each style cites them."""


@pytest.mark.parametrize("case", REFERENCE, ids=[case["name"] for case in REFERENCE])
def test_invented_sources(case: dict[str, Any]) -> None:
    invented = source(**case["source"])
    cited = {style: citations.citation(invented, style) for style in citations.STYLES}
    assert cited == case["citations"]


def test_invented_sources_are_of_every_kind() -> None:
    assert {case["source"].get("kind", "") for case in REFERENCE} == {"", *KINDS}


READOUT = source(
    title="Song Tao meets guests from Japan",
    author="Ito, Haruka; 王小明",
    publisher="IDCPC",
    kind="readout",
    language="en",
    published="12 Jan 2006",
    url="https://www.idcpc.org.cn/x_y?a=b&c=d",
)


SET = {
    "apa": "Ito, H., & 王小明. (2006, January 12). Song Tao meets guests from Japan. IDCPC. {url}",
    "chicago-author-date": (
        "Ito, Haruka, and 王小明. 2006. “Song Tao Meets Guests from Japan.” IDCPC, January 12. {url}."
    ),
    "chicago-bibliography": (
        "Ito, Haruka, and 王小明. “Song Tao Meets Guests from Japan.” IDCPC, January 12, 2006. {url}."
    ),
    "chicago-notes": (
        "Haruka Ito and 王小明, “Song Tao Meets Guests from Japan,” IDCPC, January 12, 2006, {url}."
    ),
}


@pytest.mark.parametrize("style", citations.STYLES)
def test_a_readout(style: str) -> None:
    assert citations.citation(READOUT, style) == SET[style].format(url=READOUT.url)


def test_books_name_their_publisher() -> None:
    book = source(
        title="Parties abroad",
        author="Wang, Xiaoming",
        publisher="Party Press",
        kind="book",
        published="2013",
    )
    assert (
        citations.citation(book, "chicago-author-date")
        == "Wang, Xiaoming. 2013. Parties abroad. Party Press."
    )
    assert citations.citation(book, "apa") == "Wang, X. (2013). Parties abroad. Party Press."


def test_without_author_the_publisher_answers_and_nothing_is_said_twice() -> None:
    news = source(publisher="Xinhua", kind="news", published="2006-10-17", url="https://a.example/x")
    assert citations.citation(news, "apa") == "Xinhua. (2006, October 17). A title. https://a.example/x"
    page = source(url="https://a.example/x", retrieved="2026-01-02")
    assert (
        citations.citation(page, "apa")
        == "a.example. (n.d.). A title. Retrieved January 2, 2026, from https://a.example/x"
    )
    assert citations.citation(source(), "apa") == "A title. (n.d.)."


def test_titles_carry_their_translation_and_keep_the_case_of_other_languages() -> None:
    title = source(
        title="Rapport sur le dialogue", title_translated="Report on the dialogue", language="fr", author="X"
    )
    cited = citations.citation(title, "chicago-notes")
    assert cited == "X, “Rapport sur le dialogue [Report on the dialogue].”"


@pytest.mark.parametrize(
    ("published", "said"),
    [
        ("2006-10-15/2006-10-17", "(2006, October)"),
        ("2006-03", "(2006, March)"),
        ("late February 2009", "(2009)"),
        ("spring 2004", "(2004)"),
        ("2006-03-15/2006-04-01", "(2006)"),
        ("2004/2006", "(2004–2006)"),
        ("2005~/2006", "(ca. 2005–2006)"),
        ("before 2005", "(n.d.)"),
        ("", "(n.d.)"),
    ],
)
def test_dates_are_as_precise_as_they_are_known(published: str, said: str) -> None:
    dated = source(author="X", kind="news", published=published)
    assert said in citations.citation(dated, "apa")


def test_papers_without_publisher_are_listed_like_all_else() -> None:
    paper = source(kind="archive document", published="1972")
    assert citations.citation(paper, "chicago-bibliography") == "“A title.” 1972."


@pytest.mark.parametrize(
    ("author", "said"),
    [
        ("Lee, Su-jin", "Lee, S.-J."),
        ("Sato, ken", "Sato, ken"),
        ("Cruz, Juan Pablo de la", "Cruz, J. P. de la"),
        ("王, 小明", "王小明"),
        ("伊藤，春香", "伊藤春香"),
        ("Ali, محمد", "Ali, محمد"),
        ("Ali, ", "Ali,"),
    ],
)
def test_initials_are_of_names_that_have_capitals(author: str, said: str) -> None:
    assert citations.citation(source(author=author), "apa").startswith(f"{said}. ".replace("..", "."))


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("Who meets whom?", "X. “Who meets whom?” Y."),
        ("A “word” of theirs", "X. “A ‘word’ of theirs.” Y."),
        ("The “word”", "X. “The ‘word.’” Y."),
        ("A sentence.", "X. “A sentence.” Y."),
        ("An open “quote", "X. “An open “quote.” Y."),
        ("Views of delegates’", "X. “Views of delegates’.” Y."),
    ],
)
def test_marks_and_quotes_stand_as_in_american_books(title: str, said: str) -> None:
    assert citations.citation(source(author="X", publisher="Y", title=title), "chicago-bibliography") == said


def test_an_author_that_is_the_publisher_is_named_once() -> None:
    party = source(author="Example Party", publisher="Example party", kind="readout", published="2011")
    assert citations.citation(party, "apa") == "Example Party. (2011). A title."


def test_unknown_styles_are_bugs() -> None:
    with pytest.raises(ValueError, match="vancouver"):
        citations.citation(READOUT, "vancouver")


TEXT = st.text(max_size=30)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(
    style=st.sampled_from(sorted(citations.STYLES)),
    kind=st.sampled_from(["", *KINDS]),
    fields=st.fixed_dictionaries(dict.fromkeys(("title", "author", "publisher", "url", "language"), TEXT)),
)
def test_any_source_has_a_citation_in_one_line(style: str, kind: str, fields: dict[str, str]) -> None:
    text = citations.citation(source(kind=kind, **(fields | {"title": "T" + fields["title"]})), style)
    assert "\n" not in text
    assert text


def test_every_source_of_the_sample_is_cited(tmp_path: Path) -> None:
    with Timeline.create(tmp_path / "sample.liaison", sample.build) as timeline, timeline.read() as session:
        for row, style in zip(sources.rows(session), cycle(citations.STYLES), strict=False):
            detail = sources.detail(session, row.id)
            assert detail is not None
            assert citations.citation(detail, style)


@pytest.mark.parametrize("name", ["chicago-notes", "chicago-author-date", "apa"])
def test_styles_are_valid(name: str) -> None:
    path = Path(citations.__file__).parents[2] / "resources" / "styles" / f"{name}.csl"
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")  # citeproc-py warns of what the schema does not know
        CitationStylesStyle(str(path), locale="en-US", validate=True)
    assert [str(each.message) for each in said] == []
