"""The same bytes whatever clock, locale, umask, file order and hash seed; a whole archive or the last one."""

import gzip
import io
import os
import shutil
import signal
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest

from score_compiler import cli, files
from score_compiler.pack import compress, to_tar, write
from tests.compiler.conftest import LESSON, Sources, started


def build(environment: dict[str, str], out: Path, umask: int = 0o022) -> dict[str, bytes]:
    command = [sys.executable, "-m", "score_compiler", "build", "--no-cache", "--out", str(out)]
    subprocess.run(command, env=environment, check=True, capture_output=True, umask=umask)
    return {path.name: path.read_bytes() for path in out.iterdir()}


def test_nothing_around_a_build_changes_its_bytes(
    sources: Sources, tmp_path: Path, clean_environment: dict[str, str]
) -> None:
    first = build(clean_environment | {"PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8", "TZ": "UTC"}, tmp_path / "one")
    # The same files, made in another order, at another time.
    shutil.move(sources.root, tmp_path / "before")
    for path in sorted((tmp_path / "before").rglob("*"), reverse=True):
        if path.is_file():
            target = sources.root / path.relative_to(tmp_path / "before")
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
            os.utime(target, (1, 1))
            target.chmod(0o600)
    other = {"PYTHONHASHSEED": "2", "LC_ALL": "C", "TZ": "Asia/Jakarta", "SOURCE_DATE_EPOCH": "0", "PYTHONUTF8": "1"}
    second = build(clean_environment | other, tmp_path / "two", umask=0o077)
    assert sorted(first) == ["press.en.tar.gz", "press.id.tar.gz"]
    assert first == second


def test_an_archive_keeps_no_trace_of_its_machine(sources: Sources) -> None:
    data = compress(to_tar(sources.tree()))
    assert data[4:8] == b"\0\0\0\0" and not data[3] & 8, "gzip header has a time or a name"
    with tarfile.open(fileobj=io.BytesIO(data)) as tar:
        members = tar.getmembers()
    assert [member.name for member in members] == sorted(member.name for member in members)
    assert {(m.uid, m.gid, m.uname, m.gname, m.mtime, m.mode, m.type) for m in members} == {
        (0, 0, "", "", 0, 0o644, tarfile.REGTYPE)
    }
    assert all(member.name.startswith("course/") and not member.pax_headers for member in members)
    assert gzip.decompress(data) == to_tar(sources.tree())


def test_a_broken_source_leaves_the_last_good_archive(
    sources: Sources, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["build"]) == 0
    before = Path("dist/press.en.tar.gz").read_bytes()
    sources.change(LESSON, "### In numbers", "### In numbers <br>")
    assert cli.main(["build"]) == 1
    assert "not built" in capsys.readouterr().out
    assert Path("dist/press.en.tar.gz").read_bytes() == before
    assert sorted(path.name for path in Path("dist").iterdir()) == ["press.en.tar.gz", "press.id.tar.gz"]


def test_a_module_with_mistakes_does_not_stop_another(sources: Sources) -> None:
    for file in list(sources.path("press").rglob("*")):
        if file.is_file():
            text = file.read_bytes().replace(b"SCORE-PRESS", b"SCORE-PIER").replace(b"press-stops", b"pier-stops")
            text = text.replace(b"key: press", b"key: pier").replace(b"key: stops", b"key: pier-sheet")
            sources.write(
                f"pier/{file.relative_to(sources.path('press'))}",
                text.replace(b"{worksheet} stops", b"{worksheet} pier-sheet"),
            )
    assert cli.main(["build", "--out", "one"]) == 0
    sources.write("pier/en/01-start/index.md", "Nothing\n")
    assert cli.main(["build", "--out", "two"]) == 1
    assert sorted(path.name for path in Path("two").iterdir()) == ["press.en.tar.gz", "press.id.tar.gz"]
    sources.write("shared/worksheets/broken.yaml", "key: [\n")
    assert cli.main(["build", "--out", "three"]) == 1
    assert not Path("three").exists()


def test_an_interruption_leaves_no_half_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "press.en.tar.gz"
    write(target, b"good")

    def interrupted(*args: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(files.os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write(target, b"better")
    assert target.read_bytes() == b"good"
    assert list(tmp_path.iterdir()) == [target]


def test_an_unchanged_archive_is_not_touched(tmp_path: Path) -> None:
    target = tmp_path / "a.tar.gz"
    assert write(target, b"same")
    os.utime(target, (1, 1))
    assert not write(target, b"same")
    assert target.stat().st_mtime == 1


def test_ctrl_c_ends_without_a_traceback(sources: Sources, clean_environment: dict[str, str]) -> None:
    command = [sys.executable, "-u", "-m", "score_compiler", "watch"]
    with started(command, clean_environment) as process:
        assert process.stdout is not None
        for line in process.stdout:
            if "Watching" in line:
                break
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=30)
    assert process.returncode == 0
    assert errors == ""
