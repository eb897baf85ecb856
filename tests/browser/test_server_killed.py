"""The server is killed in mid-save and started again: what was acknowledged is there, nothing lost, nothing doubled."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.harness import ROOT, Preview, address_of
from tests.browser.team import Member, Server, forgive, team_archive
from tests.browser.test_offline import camera

LINE, OUTPUT = "facts//line", "facts//output"
BACK = 20_000
"""So long the page may take to notice that the server is there again, in ms."""


class MortalPreview:
    """A preview on one port and one database, that dies in a save when told to, and can be started again."""

    def __init__(self, folder):
        self.folder, self.switch, self.port = folder, folder / "switch", 0
        team_archive(folder / "dist")
        self.start()

    def start(self) -> None:
        command = [sys.executable, "-m", "tests.browser.killed_preview", "--port", str(self.port), "--no-open"]
        command += ["--dist", str(self.folder / "dist"), "--database", str(self.folder / "preview.sqlite3")]
        log = self.folder / "preview.log"
        with log.open("a") as errors:
            self.process = subprocess.Popen(
                command,
                cwd=ROOT,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
                env={**os.environ, "SCORE_KILL_SWITCH": str(self.switch)},
            )
        self.address = address_of(self.process, log)
        self.port = int(self.address.rpartition(":")[2])

    def die_at(self, point: str) -> None:
        self.switch.write_text(point)

    def expect_dead(self) -> None:
        assert self.process.wait(timeout=20) == -9
        self.process.stdout.close()

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=10)
        self.process.stdout.close()


@pytest.fixture
def mortal(tmp_path) -> Iterator[MortalPreview]:
    mortal = MortalPreview(tmp_path)
    yield mortal
    mortal.stop()


@pytest.fixture
def visitor(mortal, visiting):
    visitor = visiting(Preview(mortal.address, mortal.folder / "dist"))
    yield visitor
    forgive(visitor)


@pytest.fixture
def server(visitor) -> Server:
    return Server(visitor.preview)


@pytest.mark.parametrize("closing", [False, True], ids=["open", "closed and opened again"])
@pytest.mark.parametrize(("point", "committed"), [("before", False), ("after", True)])
def test_a_save_is_cut_off(mortal, visitor, server, point, committed, closing):
    sari = Member(visitor)
    sari.type(LINE, "Line 1")
    sari.expect_state("saved")
    assert server.cells() == {LINE: "Line 1"}
    mortal.die_at(point)
    sari.type(LINE, "Line 2")
    sari.type(OUTPUT, "1,000")
    sari.page.locator("[data-row] [data-input]").first.fill("Oil the press")
    mortal.expect_dead()
    sari.expect_state("network")
    expect(sari.page.get_by_role("button", name="Try again")).to_be_visible()
    assert (server.cells()[LINE] == "Line 2") == committed
    if closing:
        sari.expect_kept(4)
        sari.close_tab()
    mortal.start()
    if closing:
        sari.new_tab()
    sari.expect_state("saved", timeout=BACK)
    sari.expect_kept(0)
    (row,) = {cell.split("/")[1] for cell in server.cells() if cell.startswith("actions")}
    at, what = f"actions/{row}/#at", f"actions/{row}/what"
    assert server.cells() == {LINE: "Line 2", OUTPUT: "1000", at: "1", what: "Oil the press"}
    assert server.history(LINE) == ["Line 1", "Line 2"]
    assert [server.history(cell) for cell in (OUTPUT, at, what)] == [["1000"], ["1"], ["Oil the press"]]
    ids = [uid for (uid,) in server.ask("select edit_id from score_records_edit")]
    assert len(ids) == len(set(ids)) == 5
    assert sari.page.locator("[data-conflict]").count() == 0


def test_typing_goes_on_while_the_server_is_away(mortal, visitor, server):
    sari = Member(visitor)
    mortal.die_at("after")
    sari.type(LINE, "one")
    mortal.expect_dead()
    sari.type(LINE, "two")
    sari.type(OUTPUT, "5")
    sari.expect_state("network")
    sari.type(LINE, "three")
    mortal.start()
    sari.page.locator("[data-retry]").evaluate("button => button.click()")
    sari.expect_state("saved", timeout=BACK)
    assert server.cells() == {LINE: "three", OUTPUT: "5"}
    assert server.history(LINE) == ["one", "three"]
    assert sari.page.locator("[data-conflict]").count() == 0


@pytest.mark.parametrize("point", ["before", "after"])
def test_a_photo_is_cut_off(mortal, visitor, server, point):
    sari = Member(visitor, sheet="audit")
    sari.type("map//size", "60")
    sari.expect_state("saved")
    mortal.die_at(point)
    sari.cell("map//plan").locator("input[type=file]").set_input_files(camera(640, 480))
    mortal.expect_dead()
    sari.expect_state("network")
    mortal.start()
    sari.expect_state("saved", timeout=BACK)
    ((uid, path),) = server.ask("select uid, path from score_records_attachment")
    assert server.cells("audit-sheet")["map//plan"] == uid
    assert (mortal.folder / "files" / path).stat().st_size > 0
    expect(sari.cell("map//plan").locator("img")).to_have_js_property("naturalWidth", 640)
