"""Addresses as they are kept and as they are compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.errors import BadInput
from db.sourcing import addresses


@pytest.mark.parametrize(
    "spelling",
    [
        "http://www.idcpc.org.cn/english/news/1.html",
        "https://www.idcpc.org.cn/english/news/1.html/",
        "HTTPS://WWW.IDCPC.ORG.CN:443/english/news/1.html",
        " https://www.idcpc.org.cn/english/news/1.html?utm_source=x&utm_medium=mail&fbclid=9#top",
        "www.idcpc.org.cn/english/news/1.html",
    ],
)
def test_spellings_of_one_page(spelling: str) -> None:
    assert addresses.normalised(spelling) == "www.idcpc.org.cn/english/news/1.html"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://a.example/x?id=1", "https://a.example/x?id=2"),
        ("https://a.example/x", "https://a.example/X"),
        ("https://a.example:8080/x", "https://a.example/x"),
        ("https://a.example/#/one", "https://a.example/#/two"),
        ("https://a.example/x?b=", "https://a.example/x"),
    ],
)
def test_pages_that_differ(one: str, other: str) -> None:
    assert addresses.normalised(one) != addresses.normalised(other)


@given(st.text())
def test_any_text_can_be_compared(text: str) -> None:
    assert isinstance(addresses.normalised(text), str)
    assert isinstance(addresses.host(text), str)


def test_what_is_kept() -> None:
    assert addresses.kept("  ") == ""
    assert addresses.kept(" https://a.example/x?utm_source=y ") == "https://a.example/x?utm_source=y"
    assert addresses.kept("a.example/x") == "https://a.example/x"


@pytest.mark.parametrize(
    "typed", ["no address", "javascript:alert(1)", "https://", "https://a b.example", "file:///etc"]
)
def test_what_is_no_address(typed: str) -> None:
    with pytest.raises(BadInput, match="is no address") as caught:
        addresses.kept(typed, "archive_url")
    assert caught.value.field == "archive_url"
