"""What browser tests share: a running preview, a visitor's browser, and what every page must pass."""

import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

ROOT = Path(__file__).resolve().parents[2]
PHONE, DESKTOP = 360, 1280
RULES = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]}}
START_SECONDS = 60


@dataclass(frozen=True)
class Preview:
    """A running preview: its address without the last slash, and the folder of archives that it shows."""

    address: str
    dist: Path


@contextmanager
def running_preview(dist: Path, database: Path) -> Iterator[Preview]:
    """Start `python -m score_preview` on a free port with a database of its own; stop it at the end."""
    command = [sys.executable, "-m", "score_preview", "--port", "0", "--no-open"]
    command += ["--dist", str(dist), "--database", str(database)]
    database.parent.mkdir(parents=True, exist_ok=True)
    errors = database.with_suffix(".log").open("w+")
    with errors, subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=errors, text=True) as process:
        try:
            yield Preview(address_of(process, database.with_suffix(".log")), dist)
        finally:
            process.terminate()
            process.wait(timeout=10)


def address_of(process: subprocess.Popen, log: Path) -> str:
    """What the preview prints once it listens."""
    until = time.monotonic() + START_SECONDS
    while process.poll() is None and time.monotonic() < until:
        if select.select([process.stdout], [], [], 0.5)[0]:
            line = process.stdout.readline()
            if "http://" in line:
                return line[line.index("http://") :].split()[0].rstrip("/")
    raise AssertionError(f"The preview did not start:\n{log.read_text(encoding='utf-8')}")


@dataclass
class Visit:
    """One person's browser on a preview. `faults`: what a page may not do: script errors, calls to other hosts."""

    preview: Preview
    page: Page
    faults: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("pageerror", lambda error: self.faults.append(f"{self.page.url}: {error}"))
        self.page.on("console", self._console)
        self.page.on("request", self._request)

    def _console(self, message) -> None:
        if message.type == "error":
            self.faults.append(f"{self.page.url}: {message.text}")

    def _request(self, request) -> None:
        if not request.url.startswith((self.preview.address + "/", "data:", "blob:")):
            self.faults.append(f"{self.page.url} asked for {request.url}")

    def go(self, path: str) -> Page:
        """Open an address of the preview."""
        self.page.goto(self.preview.address + path)
        return self.page

    def be(self, name: str) -> None:
        """Become a demo person ("worker", "supervisor", "owner", "trainer", "author", "newcomer") by the menu."""
        self.page.locator(".who summary").click()
        self.page.locator(f'.who-list button[formaction="/be/{name}"]').click()


@contextmanager
def visit(browser: Browser, preview: Preview, width: int = PHONE) -> Iterator[Visit]:
    """A fresh browser profile (nobody chosen, nothing remembered) of this width; faults fail the test at its end."""
    with browser.new_context(viewport={"width": width, "height": 800}, reduced_motion="reduce") as context:
        visiting = Visit(preview, context.new_page())
        yield visiting
        assert visiting.faults == []


def check_page(page: Page, widths: tuple[int, ...] = (PHONE, DESKTOP)) -> None:
    """The page as it is now has, at each width, nothing that sticks out and no violation that axe finds."""
    before = page.viewport_size
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 800})
        found += [f"{width} px: {each}" for each in sticking_out(page)]
        violations = Axe().run(page, options=RULES).response["violations"]
        for violation in violations:
            places = "; ".join(" ".join(map(str, node["target"])) for node in violation["nodes"][:3])
            found.append(f"{width} px: {violation['id']} ({violation['help']}) at {places}")
    page.set_viewport_size(before)
    picture(page)
    assert found == [], f"{page.url}\n" + "\n".join(found)


def sticking_out(page: Page) -> list[str]:
    """Elements that make the page wider than its window."""
    return page.evaluate(
        """() => {
          const wide = document.documentElement.clientWidth;
          if (document.documentElement.scrollWidth <= wide) return [];
          return [...document.body.querySelectorAll("*")]
            .filter((each) => each.getBoundingClientRect().right > wide + 1)
            .slice(0, 5).map((each) => `${each.tagName}.${each.className} sticks out`);
        }"""
    )


def picture(page: Page) -> None:
    """Keep a picture of the page in the folder SCORE_PICTURES, at both widths, when that is set."""
    folder = os.environ.get("SCORE_PICTURES")
    if not folder:
        return
    before = page.viewport_size
    name = page.url.split("//", 1)[1].partition("/")[2].strip("/").replace("/", "_").replace(":", "_") or "home"
    for width in (PHONE, DESKTOP):
        page.set_viewport_size({"width": width, "height": 800})
        page.screenshot(path=Path(folder) / f"{name}-{width}.png", full_page=True)
    page.set_viewport_size(before)
