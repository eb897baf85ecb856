"""Two people at one worksheet, each with a browser: what tests of the network need of them."""

import json
import re
import sqlite3
import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.harness import Preview, Visit
from tests.browser.sheets import COURSE, sheets_archive
from tests.xblocks.sheets import AUDIT, TEAM

SHEETS = {"team": TEAM, "audit": AUDIT}
SOON = 12_000
"""So long others' changes may take in a page that somebody works in: two polls, in ms."""

KEPT_SECONDS = 10


def team_archive(folder: Path) -> None:
    sheets_archive(folder, SHEETS)


@dataclass
class Member:
    """A person of the team in a browser profile. `page` is the tab that is looked at."""

    visit: Visit
    name: str = "worker"
    sheet: str = "team"

    def __post_init__(self) -> None:
        self.page: Page = self.visit.page
        self.open()
        if self.name != "worker":
            self.visit.be(self.name)
            self.expect_ready()

    @property
    def context(self) -> BrowserContext:
        return self.page.context

    def open(self) -> None:
        self.page.goto(f"{self.visit.preview.address}{COURSE}{self.sheet}/")
        self.expect_ready()

    def expect_ready(self) -> None:
        self.page.wait_for_function("() => (document.querySelector('.score-worksheet') || {}).page")

    def new_tab(self) -> None:
        """Another tab of the same browser, on the same sheet; it is the one looked at from now on."""
        self.page = self.context.new_page()
        self.open()

    def close_tab(self) -> None:
        """Close the tab without a word to the server, as a phone does that runs out of memory."""
        self.page.close()

    def cell(self, address: str) -> Locator:
        return self.page.locator(f'[data-cell="{address}"]')

    def input(self, address: str) -> Locator:
        return self.cell(address).locator("[data-input]")

    def type(self, address: str, text: str) -> None:
        self.input(address).fill(text)

    def leave(self) -> None:
        """Take the focus out of the fields."""
        self.page.evaluate("document.activeElement.blur()")

    def expect_state(self, state: str, **options) -> None:
        expect(self.page.locator("[data-state]")).to_have_attribute("data-state", state, **options)

    def expect_kept(self, edits: int, photos: int = 0) -> None:
        """So many edits and photos lie in this browser, whosoever they are."""
        until = time.monotonic() + KEPT_SECONDS
        while (found := self.page.evaluate(KEPT)) != [edits, photos] and time.monotonic() < until:
            self.page.wait_for_timeout(100)
        assert found == [edits, photos]

    def offline(self, is_offline: bool = True) -> None:
        self.context.set_offline(is_offline)


KEPT = """async () => {
  if (!(await indexedDB.databases()).some((one) => one.name === "score")) return [0, 0];
  const done = (ask) => new Promise((resolve) => { ask.onsuccess = () => resolve(ask.result); });
  const base = await done(indexedDB.open("score", 1));
  const values = await done(base.transaction("kept").objectStore("kept").getAll());
  base.close();
  const typed = values.filter((one) => one.sent).flatMap((one) => [...one.sent, ...one.fresh]);
  return [typed.length, values.filter((one) => one.blob).length];
}"""


class Server:
    """What lies in the preview's database."""

    def __init__(self, preview: Preview):
        self.path = preview.dist.parent / "preview.sqlite3"

    def ask(self, sql: str, *values) -> list[tuple]:
        with closing(sqlite3.connect(self.path)) as base:
            return base.execute(sql, values).fetchall()

    def cells(self, key: str = "team-sheet") -> dict[str, str]:
        """The sheet as its team has it."""
        found = self.ask("select cells from score_records_record where worksheet_key = ?", key)
        return json.loads(found[0][0]) if found else {}

    def history(self, cell: str) -> list[str]:
        """What was ever written in a cell, in order."""
        return [value for (value,) in self.ask("select value from score_records_edit where cell = ? order by id", cell)]


FAILED_REQUEST = re.compile(r"Failed to load resource")


def forgive(visitor: Visit) -> None:
    """Requests that fail are what these tests are about: the browser's lines about them are no fault of the page."""
    visitor.faults[:] = [fault for fault in visitor.faults if not FAILED_REQUEST.search(fault)]
