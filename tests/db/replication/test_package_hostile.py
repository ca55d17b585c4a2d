"""Packages that are damaged, changed or made to harm: each is refused with a sentence, and nothing is imported."""

import json
import shutil
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from replication_support import contents, dump, remade, zipped

from db import sample
from db.codebook import codebook
from db.errors import CannotWrite, Problem
from db.replication import is_package, opening
from db.replication.importing import UnusablePackage, import_package
from db.replication.package import write_package
from db.timeline import Timeline

New = Callable[..., Timeline]


@pytest.fixture
def refused(new_timeline: New) -> Callable[..., None]:
    """Return a check that a file is refused with such a sentence and leaves no trace."""
    timeline = new_timeline("empty.liaison", fill=codebook.fill)
    before = dump(timeline)

    def check(path: Path, match: str) -> None:
        with pytest.raises(UnusablePackage, match=match) as caught:
            import_package(timeline, path)
        assert str(caught.value).endswith("nothing was imported.")
        assert len(str(caught.value)) < 600
        assert dump(timeline) == before
        assert timeline.steps() == (None, None)

    return check


Refused = Callable[[Path, str], None]


def with_entry(package: Path, out: Path, info: zipfile.ZipInfo, data: bytes = b"x") -> Path:
    shutil.copy(package, out)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(info, data)
    return out


# --- the zip -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "../evil.csv",
        "/etc/passwd",
        "data/../../evil",
        "C:evil",
        "a\\b",
        "./data/x",
        "data//x",
        "tab\there",
        "a\x1bb",
    ],
)
def test_names_that_lead_out_of_it(package: Path, tmp_path: Path, refused: Refused, name: str) -> None:
    refused(with_entry(package, tmp_path / "b.zip", zipfile.ZipInfo(name)), "is no name of a file within it")


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("name", ["data/event.csv", "DATA/Event.csv"])
def test_two_files_of_one_name(package: Path, tmp_path: Path, refused: Refused, name: str) -> None:
    refused(with_entry(package, tmp_path / "b.zip", zipfile.ZipInfo(name)), "twice")


def test_symbolic_link(package: Path, tmp_path: Path, refused: Refused) -> None:
    info = zipfile.ZipInfo("data/link.csv")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    refused(with_entry(package, tmp_path / "b.zip", info, b"/etc/passwd"), "is a link")


def test_bomb(package: Path, tmp_path: Path, refused: Refused) -> None:
    info = zipfile.ZipInfo("data/bomb.csv")
    info.compress_type = zipfile.ZIP_DEFLATED
    refused(with_entry(package, tmp_path / "b.zip", info, bytes(20 * 1024**2)), "far more than tables do")


def test_more_than_memory_holds(package: Path, refused: Refused, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_BYTES", 10_000)
    refused(package, "come to .* bytes, more than 10,000")


def test_too_many_files(package: Path, refused: Refused, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "MOST_FILES", 10)
    refused(package, "files, more than 10")


def test_encrypted(package: Path, tmp_path: Path, refused: Refused) -> None:
    data = bytearray(package.read_bytes())
    place = data.find(b"PK\x01\x02")
    data[place + 8] |= 1
    (tmp_path / "b.zip").write_bytes(data)
    refused(tmp_path / "b.zip", "is encrypted")


def test_packed_otherwise(package: Path, tmp_path: Path, refused: Refused) -> None:
    info = zipfile.ZipInfo("extra.txt")
    info.compress_type = zipfile.ZIP_LZMA
    refused(with_entry(package, tmp_path / "b.zip", info), "packed in a way")


@pytest.mark.parametrize("kept", [0.0, 0.2, 0.5, 0.99])
def test_cut_off(package: Path, tmp_path: Path, refused: Refused, kept: float) -> None:
    data = package.read_bytes()
    (tmp_path / "b.zip").write_bytes(data[: int(len(data) * kept)])
    refused(tmp_path / "b.zip", "no whole zip")


def test_a_bit_that_fell_over(package: Path, tmp_path: Path, refused: Refused) -> None:
    with zipfile.ZipFile(package) as archive:
        place = archive.getinfo("data/event.csv").header_offset + 400
    data = bytearray(package.read_bytes())
    data[place] ^= 0x10
    (tmp_path / "b.zip").write_bytes(data)
    refused(tmp_path / "b.zip", "event.csv” is damaged")


def test_no_file_and_no_zip(tmp_path: Path, refused: Refused) -> None:
    refused(tmp_path / "none.zip", "can't be read")
    (tmp_path / "text.zip").write_text("id,title\n")
    refused(tmp_path / "text.zip", "no whole zip")
    assert not is_package(tmp_path / "none.zip")
    assert not is_package(tmp_path / "text.zip")
    assert not is_package(tmp_path)


# --- the manifest and the descriptor -------------------------------------------------------------------------------


def test_changed_by_hand(package: Path, tmp_path: Path, refused: Refused) -> None:
    files = contents(package)
    files["data/event.csv"] = files["data/event.csv"].replace(b"2006", b"2007", 1)
    refused(zipped(files, tmp_path / "b.zip", manifest=False), "another checksum than MANIFEST.sha256 gives")


def test_any_other_file_changed(package: Path, tmp_path: Path, refused: Refused) -> None:
    files = contents(package) | {"counting.md": b"Otherwise."}
    refused(zipped(files, tmp_path / "b.zip", manifest=False), "counting.md")


def test_file_beside_the_manifest_is_passed_over(package: Path, tmp_path: Path, new_timeline: New) -> None:
    path = with_entry(package, tmp_path / "b.zip", zipfile.ZipInfo("LICENSE"), b"CC BY 4.0")
    timeline = new_timeline()
    assert import_package(timeline, path).events == 94


@pytest.mark.parametrize("name", ["MANIFEST.sha256", "datapackage.json", "data/term.csv"])
def test_something_missing(package: Path, tmp_path: Path, refused: Refused, name: str) -> None:
    files = contents(package)
    del files[name]
    if name == "MANIFEST.sha256":
        refused(zipped(files, tmp_path / "b.zip", manifest=False), "it has no MANIFEST")
    else:
        refused(zipped(files, tmp_path / "b.zip"), f"{name}")


@pytest.mark.parametrize(
    "text", [b"", b"no checksum", b"\xff\xfe", b"0" * 64 + b"  data/none.csv\n", b"0" * 64 + b"  README.md\n"]
)
def test_manifest_of_another_kind(package: Path, tmp_path: Path, refused: Refused, text: bytes) -> None:
    files = contents(package) | {"MANIFEST.sha256": text}
    refused(zipped(files, tmp_path / "b.zip", manifest=False), "MANIFEST.sha256")


@pytest.mark.parametrize(
    "text",
    [b"", b"[]", b"{}", b"null", b'{"liaison": 3}', b'{"liaison": {}}', b"[" * 100_000, b"\xff", b"1" * 10_000,
     b'{"liaison": {"package": 1, "schema": 1, "filter": "", "program": ""}, "resources": 5}'],
)  # fmt: skip
def test_descriptor_of_another_kind(package: Path, tmp_path: Path, refused: Refused, text: bytes) -> None:
    files = contents(package) | {"datapackage.json": text}
    refused(zipped(files, tmp_path / "b.zip"), "datapackage.json")


@pytest.mark.parametrize("name", ["package", "schema"])
@pytest.mark.parametrize("version", [0, 99, "1", None])
def test_another_version(package: Path, tmp_path: Path, refused: Refused, name: str, version: object) -> None:
    files = contents(package)
    told = json.loads(files["datapackage.json"])
    told["liaison"] |= {name: version, "program": "9.9.9"}
    files["datapackage.json"] = json.dumps(told).encode()
    refused(zipped(files, tmp_path / "b.zip"), r"another layout.*import it with Liaison 9\.9\.9")


def test_descriptor_with_another_checksum(package: Path, tmp_path: Path, refused: Refused) -> None:
    files = contents(package)
    files["data/event.csv"] += b""
    told = json.loads(files["datapackage.json"])
    told["resources"][0]["hash"] = "sha256:0"
    files["datapackage.json"] = json.dumps(told).encode()
    refused(zipped(files, tmp_path / "b.zip"), "gives another checksum of data/country.csv")


def test_other_data_packages_are_recognised_and_refused(tmp_path: Path, refused: Refused) -> None:
    path = zipped({"datapackage.json": b'{"resources": []}'}, tmp_path / "b.zip", manifest=False)
    assert is_package(path)
    refused(path, "it has no MANIFEST.sha256")


# --- the tables --------------------------------------------------------------------------------------------------


def in_row(row: int, old: str, new: str) -> Callable[[str], str]:
    """Replace text in one line, the header being line 1."""

    def change(text: str) -> str:
        lines = text.splitlines(keepends=True)
        assert old in lines[row - 1]
        lines[row - 1] = lines[row - 1].replace(old, new, 1)
        return "".join(lines)

    return change


CHANGES = {
    "a header": ("event", in_row(1, '"title"', '"name"'), "other columns"),
    "a ragged row": ("term", in_row(5, "\r\n", ",1\r\n"), "row 5, has 10 cells under 9"),
    "an open quotation": ("term", in_row(5, ',"', ',"""'), "term.csv"),
    "a NUL": ("term", in_row(3, '"Meeting"', '"Mee\0ting"'), "row 3, label: .* holds a NUL"),
    "an unknown word": ("event", in_row(2, '"held"', '"hold"'), "row 2, status: “hold” is none of: held"),
    "an empty word": ("event", in_row(2, '"held"', '""'), "row 2, status: is empty"),
    "no title": ("event", lambda text: _cell(text, 2, 1, '""'), "row 2, title: is empty"),
    "a day that is none": ("event", in_row(2, "2004-03-31", "2004-03-32"), "row 2, start_hi: .* is no day"),
    "days of another date": ("event", in_row(2, "2004-03-31", "2004-03-30"), "row 2, edtf: “2004-03” means other days"),
    "days without a date": ("event", in_row(2, '"2004-03",', '"",'), "row 2, edtf: is empty where there are days"),
    "no EDTF": ("event", in_row(2, '"2004-03",', '"someday",'), "row 2, edtf: "),
    "an id of letters": ("term", lambda text: _cell(text, 2, 0, '"one"'), "row 2, id: “one” is no id"),
    "an id too long": ("term", lambda text: _cell(text, 2, 0, f'"{2**63}"'), "row 2, id: .* is no id"),
    "an id with zeros": ("term", lambda text: _cell(text, 2, 0, '"007"'), "row 2, id: “007” is no id"),
    "an id of other digits": ("term", lambda text: _cell(text, 2, 0, '"١٢"'), "row 2, id: .* is no id"),
    "a number like a float": ("term", lambda text: _cell(text, 2, 5, "1e3"), "row 2, position: “1e3” is no whole"),
    "a flag of two": ("context", lambda text: _cell(text, 2, 9, "2"), "row 2, unverified: “2” is out of range"),
    "the same id": ("term", lambda text: text + text.splitlines(keepends=True)[1], "id: .* stands in a row before"),
    "the same key": ("term", lambda text: text + _cell(text, 2, 0, '"7"').splitlines(keepends=True)[1],
                     "vocabulary and key: “type, exchange” stands in a row before"),
    "a reference to nothing": ("event", lambda text: _cell(text, 2, 2, '"7"'), "row 2, type_id: no such term"),
    "its own part": ("event", lambda text: _cell(text, 2, 13, text.splitlines()[1].split(",")[0]), "not_own_part"),
    "a codebook of no version": ("setting", lambda text: f'{text}"7","codebook/version","two"\r\n', "codebook, “two”"),
    "a list of copies": ("setting", lambda text: f'{text}"7","replication/copies","[]"\r\n', "replication/copies"),
    "nothing at all": ("term", lambda text: text[:0], "term.csv"),
    "a table lost": ("term", lambda text: text.splitlines(keepends=True)[0], "no such term is in the package"),
}  # fmt: skip


def _cell(text: str, row: int, column: int, new: str) -> str:
    """Replace a cell of a line in which no comma stands in quotes before it."""
    lines = text.splitlines(keepends=True)
    cells = lines[row - 1].split(",")
    cells[column] = new
    lines[row - 1] = ",".join(cells)
    return "".join(lines)


@pytest.mark.parametrize("change", CHANGES)
def test_tables_that_say_what_cannot_be(package: Path, tmp_path: Path, refused: Refused, change: str) -> None:
    table, work, match = CHANGES[change]
    refused(remade(package, tmp_path / "b.zip", **{table: work}), match)


def test_wrong_encoding_half_way(package: Path, tmp_path: Path, refused: Refused) -> None:
    files = contents(package)
    data = bytearray(files["data/person_name.csv"])
    data[len(data) // 2] = 0xFF
    refused(
        _fitting(files | {"data/person_name.csv": bytes(data)}, tmp_path), "person_name.csv” is not UTF-8"
    )


def test_huge_cell(package: Path, tmp_path: Path, refused: Refused) -> None:
    files = contents(package)
    data = files["data/setting.csv"] + b'"7","much","' + b"x" * 65 * 1024**2 + b'"\r\n'
    refused(_fitting(files | {"data/setting.csv": data}, tmp_path), "far more than tables do")


def test_long_note_comes_back(tmp_path: Path, new_timeline: New) -> None:
    source, target = new_timeline("a.liaison"), new_timeline("b.liaison")
    with source.edit("Note") as session:
        from db.models import Setting

        session.add(Setting(key="long", value="0123456789 " * 50_000))
    write_package(source, tmp_path / "a.zip")
    import_package(target, tmp_path / "a.zip")
    assert dump(target) == dump(source)


def _fitting(files: dict[str, bytes], folder: Path) -> Path:
    zipped(files, folder / "first.zip")
    return remade(folder / "first.zip", folder / "b.zip")


# --- the timeline ------------------------------------------------------------------------------------------------


def test_timeline_with_records(package: Path, new_timeline: New) -> None:
    timeline = new_timeline("full.liaison", fill=sample.build)
    before = dump(timeline)
    with pytest.raises(
        CannotWrite, match=r"holds records already .*nothing was imported\. Make a new timeline"
    ):
        import_package(timeline, package)
    assert dump(timeline) == before


def test_timeline_opened_for_reading(package: Path, tmp_path: Path, new_timeline: New) -> None:
    new_timeline("empty.liaison").close()
    with (
        Timeline.open(tmp_path / "empty.liaison", write=False) as timeline,
        pytest.raises(Problem, match="can't be edited"),
    ):
        import_package(timeline, package)
