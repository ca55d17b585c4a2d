"""Values that name nothing in the file."""

import pytest

from db.filters import FilterError, check, parse


@pytest.mark.parametrize(
    "text",
    [
        "party:LDP,自由* country:JP,日本,cote region:asia person:井上義久 mechanism:ruling",
        "type:courtesy level:>=minister",
        "2004 yellow status:held has:evidence channel:video area:trade issue:nuclear tag:draft",
        "source:nothing title:nothing part:nothing id:99999 post:nobody",
    ],
)
def test_known_values_pass(small, text: str) -> None:
    check(parse(text), small.connection)


@pytest.mark.parametrize(
    ("text", "position", "length", "suggestion"),
    [
        ("party:LPD", 6, 3, "LDP"),
        ("2004 -party:CPC,Komeito", 16, 7, ""),
        ("country:Japn", 8, 4, "Japan"),
        ("region:Afrika", 7, 6, "Africa"),
        ('person:"Inoue Yoshihsa"', 7, 16, "Inoue Yoshihisa"),
        ('mechanism:"rulng party"', 10, 13, "China-Japan Ruling Party Exchange Mechanism"),
        ("type:sesion", 5, 6, "session"),
        ("level:>=ministr", 6, 9, "minister"),
        ("tag:zzz", 4, 3, ""),
    ],
)
def test_unknown_values_are_named(small, text: str, position: int, length: int, suggestion: str) -> None:
    with pytest.raises(FilterError) as caught:
        check(parse(text), small.connection)
    error = caught.value
    assert (error.position, error.length) == (position, length)
    assert error.suggestion.lower() == suggestion.lower()
