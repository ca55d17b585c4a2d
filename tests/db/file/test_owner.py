"""One writer per timeline: claims, dead owners, other hosts, taking over."""

import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from raw_files import ordinary_user

from db.errors import CannotWrite
from db.file.owner import InUse, Owner, owner_file

HOLDER = """
import os, sys
from db.file.owner import Owner
owner = Owner.claim(sys.argv[1])
print("claimed", flush=True)
if sys.stdin.readline().strip() == "release":
    owner.release()
os._exit(0)
"""


@pytest.fixture
def document(tmp_path: Path) -> Path:
    (tmp_path / "talks.liaison").write_bytes(b"any")
    return tmp_path / "talks.liaison"


@contextmanager
def another_process(document: Path) -> Iterator[subprocess.Popen[str]]:
    """Give a process that holds the timeline until it is told to release it, or killed."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    with subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(document)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "claimed\n"
        try:
            yield process
        finally:
            process.kill()


def note(document: Path, **values: object) -> None:
    """Write an owner file as some other program would have left it."""
    said = {
        "user": "keiko",
        "host": "elsewhere",
        "pid": 1,
        "started": "",
        "time": "2026-03-01T09:30:00+00:00",
    }
    owner_file(document).write_text(json.dumps(said | {"token": "t"} | values), encoding="utf-8")


def test_claim_and_release(document: Path) -> None:
    owner = Owner.claim(document)
    place = document.with_name("talks.liaison-owner")
    said = json.loads(place.read_text(encoding="utf-8"))
    assert (said["host"], said["pid"]) == (platform.node(), os.getpid())
    assert owner.is_ours
    owner.release()
    owner.release()
    assert not place.exists()
    assert not owner.is_ours


@pytest.mark.parametrize(
    ("name", "expected"),
    [("a.liaison", "a.liaison-owner"), ("a.db", "a.db.liaison-owner"), ("a", "a.liaison-owner")],
)
def test_the_file_lies_beside(tmp_path: Path, name: str, expected: str) -> None:
    assert owner_file(tmp_path / name) == tmp_path / expected


def test_a_link_leads_to_the_same_owner(document: Path) -> None:
    link = document.with_name("link.liaison")
    link.symlink_to(document)
    owner = Owner.claim(link)
    with pytest.raises(InUse):
        Owner.claim(document)
    owner.release()


def test_twice_in_one_process(document: Path) -> None:
    owner = Owner.claim(document)
    with pytest.raises(InUse, match="another window") as caught:
        Owner.claim(document)
    assert caught.value.same_process
    assert not caught.value.other_host
    owner.release()
    Owner.claim(document).release()


def test_another_process_that_lives(document: Path) -> None:
    with another_process(document) as process:
        with pytest.raises(InUse) as caught:
            Owner.claim(document)
        problem = caught.value
        assert (problem.other_host, problem.same_process, problem.host) == (False, False, platform.node())
        assert problem.since is not None
        assert str(document) in str(problem)
        assert platform.node() in str(problem)
        assert process.stdin is not None
        process.stdin.write("release\n")
        process.stdin.close()
        process.wait()
    Owner.claim(document).release()


def test_another_process_that_was_killed(document: Path) -> None:
    with another_process(document) as process:
        process.kill()
        process.wait()
        assert owner_file(document).exists()
        owner = Owner.claim(document)
        assert owner.is_ours
        owner.release()
    assert list(document.parent.iterdir()) == [document]


def test_a_process_that_ended_and_was_not_waited_for(document: Path) -> None:
    with another_process(document) as process:
        process.kill()
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)  # ended, yet its number is still taken
        Owner.claim(document).release()


@pytest.mark.skipif(
    not Path("/proc/self/stat").exists(), reason="only Linux tells cheaply when a process began"
)
def test_a_number_that_was_given_to_another_process(document: Path) -> None:
    note(document, host=platform.node(), pid=os.getpid(), started="1")
    Owner.claim(document).release()


def test_another_host(document: Path) -> None:
    note(document)
    with pytest.raises(InUse, match="by keiko on elsewhere since 2026-0") as caught:
        Owner.claim(document)
    assert caught.value.other_host
    assert "take it over" in str(caught.value)
    owner = Owner.claim(document, force=True)
    assert owner.is_ours
    owner.release()


def test_the_one_who_lost_it_leaves_the_new_owner_alone(document: Path) -> None:
    first = Owner.claim(document)
    second = Owner.claim(document, force=True)
    assert not first.is_ours
    first.release()
    assert second.is_ours
    second.release()
    assert not owner_file(document).exists()


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"pid": "x"}', b"\xff\xfe", b'{"host": 1, "pid": null}']
)
def test_a_note_that_makes_no_sense_blocks_until_taken_over(document: Path, content: bytes) -> None:
    owner_file(document).write_bytes(content)
    with pytest.raises(InUse, match="can't be read") as caught:
        Owner.claim(document)
    assert caught.value.other_host
    Owner.claim(document, force=True).release()


@pytest.mark.parametrize("pid", [0, -1, 2**40])
def test_impossible_process_numbers_are_dead(document: Path, pid: int) -> None:
    note(document, host=platform.node(), pid=pid)
    Owner.claim(document).release()


def test_a_folder_that_may_only_be_read() -> None:
    with ordinary_user() as folder:
        document = folder / "talks.liaison"
        document.write_bytes(b"any")
        folder.chmod(0o555)
        with pytest.raises(CannotWrite, match="open it for reading") as caught:
            Owner.claim(document)
        assert str(document) in str(caught.value)
        assert list(folder.iterdir()) == [document]


def test_many_who_claim_at_once_after_a_crash(document: Path) -> None:
    note(document, host=platform.node(), pid=2**40)
    script = (
        "import sys\nfrom db.file.owner import InUse, Owner\nsys.stdin.readline()\n"
        "try:\n    Owner.claim(sys.argv[1])\n    print('mine', flush=True)\n"
        "except InUse:\n    print('not', flush=True)\nsys.stdin.readline()\n"
    )
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", script, str(document)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )
        for _ in range(6)
    ]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    answers: list[str] = []
    for process in processes:
        assert process.stdout is not None
        answers.append(process.stdout.readline().strip())
    for process in processes:
        process.communicate("end\n")
    assert sorted(answers) == ["mine", "not", "not", "not", "not", "not"]
