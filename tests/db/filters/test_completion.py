"""What is offered at the cursor."""

import pytest

from db.filters import KEYS, completions, parse
from db.filters.completion import MOST


def offers(small, text: str, cursor: int | None = None) -> list[str]:
    """Return the texts that choosing each offer would leave."""
    at = len(text) if cursor is None else cursor
    return [
        text[: one.start] + one.insert + text[one.end :] for one in completions(text, at, small.connection)
    ]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("ty", "type:"),
        ("2004 -st", "2004 -standing:"),
        ("status:", "status:held"),
        ("status:can", "status:cancelled"),
        ("status:held,can", "status:held,cancelled"),
        ('standing:"lea', 'standing:"leads government"'),
        ("party:", 'party:"Communist Party of China"'),
        ("party:lib", 'party:"Liberal Democratic Party"'),
        ("party:自", 'party:"Liberal Democratic Party"'),
        ("actor:druk", 'actor:"Druk Party"'),
        ("person:井上", 'person:"Inoue Yoshihisa"'),
        ('mechanism:"ruling', 'mechanism:"China-Japan Ruling Party Exchange Mechanism"'),
        ("type:", "type:session"),
        ("type:court", "type:courtesy"),
        ("level:>=", "level:>=working"),
        ("country:日", "country:Japan"),
        ("country:CI", 'country:"Côte d’Ivoire"'),
        ("region:east", 'region:"Eastern Asia"'),
        ("tag:", "tag:draft"),
        ("issue:nuc", 'issue:"nuclear issue"'),
        ("inoue", 'person:"Inoue Yoshihisa"'),
        ("井", 'person:"Inoue Yoshihisa"'),
    ],
)
def test_first_offer(small, text: str, first: str) -> None:
    found = offers(small, text)
    assert found[0] == first
    parse(found[0].rstrip(":"))


def test_in_the_middle_of_the_text(small) -> None:
    assert offers(small, "status:hexx 2004", 9) == ["status:held 2004"]
    assert offers(small, 'party:"dru old" 2004', 10)[0] == 'party:"Druk Party" 2004'


def test_used_most_first(small) -> None:
    names = [one.text for one in completions("party:", 6, small.connection)]
    assert names[:2] == ["Communist Party of China", "Liberal Democratic Party"]


@pytest.mark.parametrize("text", ["foo:x", "party:zzz", "date:20", "round:1", "zzz", '"unfinished phr'])
def test_nothing_to_offer(small, text: str) -> None:
    assert offers(small, text) == []


@pytest.mark.parametrize("text", ["", "   ", "2004 "])
def test_keys_are_offered_where_nothing_is_typed(small, text: str) -> None:
    found = completions(text, len(text), small.connection)
    assert [one.text for one in found] == [f"{key}:" for key in KEYS][:MOST]
    assert all(one.start == one.end == len(text) for one in found)


def test_without_a_file_only_what_is_fixed() -> None:
    assert [one.text for one in completions("side:", 5)] == ["focal", "counterpart", "other"]
    assert completions("party:", 6) == []
