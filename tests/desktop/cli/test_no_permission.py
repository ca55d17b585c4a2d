"""A file without permission: one clear sentence and nothing changed, also where the tests run as root."""

import pytest
from raw_files import digest, made, ordinary_user

from desktop.cli import run


@pytest.mark.parametrize("words", [["info"], ["query"], ["plot", "f.csv"], ["backup", "copy.liaison"]])
def test_a_file_without_permission_is_refused(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with ordinary_user() as folder:
        path = made(folder / "t.liaison")
        before = digest(path)
        path.chmod(0)
        assert run([words[0], str(path), *(str(folder / word) for word in words[1:])]) == 3
        path.chmod(0o600)
        assert digest(path) == before
        assert [each.name for each in folder.iterdir()] == ["t.liaison"]
    said = capsys.readouterr()
    assert not said.out
    assert "no permission" in said.err
    assert said.err.count("\n") == 1
