"""Which encoding a file is in: marks, UTF-8, UTF-16 without a mark, and short lists of names in older encodings."""

from pathlib import Path

import pytest

from db.imports import tables
from db.imports.incoming import UnreadableTable
from db.imports.tables import TableOptions, encodings

TEXTS = {
    "gb18030": (
        "王家瑞",
        "中国共产党,日本自由民主党\n李源潮,河野太郎",
        "日期,标题\n2006-02-21,会谈",
        "越南共产党 阮富仲",
        "中共中央对外联络部部长会见了来访的日本客人,双方就两国关系和共同关心的国际问题交换了意见。",
    ),
    "cp932": (
        "二階俊博",
        "日付,題名\n2006-02-21,会談",
        "自民党,公明党\n井上義久,岸田文雄",
        "ニカイ",
        "与党の幹事長らは北京を訪れ、中国共産党の対外連絡部長と会談し、両国関係について意見を交わした。",
    ),
    "cp949": (
        "김여정",
        "날짜,제목\n2006-02-21,회담",
        "더불어민주당,국민의힘",
        "조선로동당 최룡해",
        "조선로동당 대표단이 베이징을 방문하여 중국공산당 중앙위원회 대외련락부장과 회담하였다.",
    ),
    "big5": (
        "馬英九",
        "中國國民黨,吳伯雄\n洪秀柱",
        "日期,標題\n2006-02-21,會談",
        "民主進步黨主席與代表團會面,就兩岸關係交換意見。",
    ),
    "cp1252": ("Müller;Grüne", "Élysée,François", "São Paulo", "Bürger für Österreich", "“quoted” – 50 €"),
}


@pytest.mark.parametrize(
    ("encoding", "text"), [(name, text) for name, texts in TEXTS.items() for text in texts]
)
@pytest.mark.parametrize("times", [1, 40])
def test_short_and_long_texts_are_told_apart(encoding: str, text: str, times: int) -> None:
    assert encodings.find("\n".join([text] * times).encode(encoding)) == encoding


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "cp932", "cp949"]
)
def test_a_file_comes_out_as_it_was_written(tmp_path: Path, encoding: str) -> None:
    words = {"cp932": "東京で会談した", "cp949": "서울에서 회담"}.get(encoding, "在北京会谈")
    path = tmp_path / "a.csv"
    path.write_bytes(f"date,title\n2004,{words}\n2005,{words}\n".encode(encoding))
    book = tables.read(path)
    assert [cells[1] for _, cells in book.sheet.rows] == [words, words]
    assert book.reading.encoding == {"utf-8-sig": "utf-8", "utf-16-le": "utf-16", "utf-16-be": "utf-16"}.get(
        encoding, encoding
    )


def test_a_wrong_guess_can_be_corrected(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes("name\n日本\n".encode("gb18030"))
    wrong = tables.read(path, TableOptions(encoding="cp1252"))
    assert wrong.sheet.rows[0][1] != ["日本"]
    for name in ("GBK", "gb2312", "gb18030"):
        assert tables.read(path, TableOptions(encoding=name)).sheet.rows[0][1] == ["日本"]


def test_utf8_with_one_broken_line_is_refused_at_that_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    lines = [f"2004-0{month},会談\n".encode() for month in range(1, 10)]
    path.write_bytes(b"date,title\n" + b"".join(lines) + "2005,会谈\n".encode("gb18030"))
    with pytest.raises(UnreadableTable, match="line 11"):
        tables.read(path)


def test_an_older_encoding_that_breaks_off_is_refused_at_that_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"date,title\n" + "2004,会談した\n".encode("cp932") * 30 + b"2005,\x81\x20\n")
    with pytest.raises(UnreadableTable, match="cp932 from line 32"):
        tables.read(path)


def test_letters_across_the_steps_of_checking_are_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    for shift in range(4):
        path.write_bytes(b"title\n" + b"a" * shift + "会".encode() * 400_000 + b"\n")
        assert tables.read(path).reading.encoding == "utf-8"


def test_an_unknown_encoding_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"a,b\n1,2\n")
    for name in ("nonsense", "base64", "rot13"):
        with pytest.raises(UnreadableTable, match="no encoding"):
            tables.read(path, TableOptions(encoding=name))
