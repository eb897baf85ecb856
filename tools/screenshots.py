"""Takes the pictures of docs/pictures anew: real pages of the preview, and what `score check` really says."""

import html
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.browser.harness import running_preview  # noqa: E402

PICTURES = ROOT / "docs" / "pictures"
COURSE = "/c/course-v1:SCORE+SCORE-COOP-EN+2026"
PHONE, DESKTOP, HEIGHT = 360, 1000, 760
SIDE_BY_SIDE = """<body style="margin:0;padding:24px;background:#dfe7e6;display:flex;gap:24px;align-items:start">
{pictures}</body>"""
TERMINAL = """<body style="margin:0;background:#1f2933;color:#f5f7fa;display:inline-block;padding:20px 24px">
<pre style="margin:0;font:15px/1.5 'DejaVu Sans Mono',monospace">{text}</pre></body>"""
COLOURS = ((r"error:|\^$|^\d+ errors?, .*", "#ff8a8a"), (r"\[[a-z-]+\]$", "#9fb3c8"), (r"→", "#7ee2a8"))


def score(*arguments: str, cwd: Path = ROOT) -> str:
    command = [sys.executable, "-m", "score_compiler", *arguments]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True).stdout


def beside_each_other(page: Page, pictures: list[Path], target: Path) -> None:
    """Write one picture with several next to each other."""
    images = "".join(f'<img src="{picture.as_uri()}" style="border-radius:10px">' for picture in pictures)
    sheet = pictures[0].with_name("sheet.html")
    sheet.write_text(SIDE_BY_SIDE.format(pictures=images), "utf-8")
    page.set_viewport_size({"width": PHONE + DESKTOP + 72, "height": HEIGHT + 48})
    page.goto(sheet.as_uri())
    page.screenshot(path=target)


def filled(page: Page) -> None:
    """Fill in the beginning of a team's charter, and wait until it is stored."""
    sheet = page.locator(".score-worksheet")
    sheet.locator("textarea:visible").first.fill("Less searching at the presses, and fewer burrs on Friday afternoons.")
    for row, name, side in ((0, "Sari", "Worker"), (1, "Budi", "Manager"), (2, "Siti", "Worker")):
        cells = sheet.locator("[data-row]").nth(row)
        cells.locator("input[type=text]:visible").first.fill(name)
        cells.locator("select:visible").first.select_option(label=side)
    page.wait_for_timeout(2500)


def pages(browser: Browser, folder: Path) -> None:
    """A page of a lesson and a worksheet, on a phone and on a desktop."""
    score("build", "--out", str(folder / "dist"))
    with running_preview(folder / "dist", folder / "preview.sqlite3") as preview:
        for name, path in (("lesson", "/respect-to-results/"), ("worksheet", "/our-charter/")):
            taken = []
            for width in (DESKTOP, PHONE):
                page = browser.new_page(viewport={"width": width, "height": HEIGHT})
                page.goto(preview.address + COURSE + path, wait_until="networkidle")
                if name == "worksheet":
                    if width == DESKTOP:
                        filled(page)
                    page.locator(".score-worksheet").first.evaluate("each => each.scrollIntoView()")
                taken.insert(0, folder / f"{name}-{width}.png")
                page.screenshot(path=taken[0])
                page.close()
            beside_each_other(browser.new_page(), taken, PICTURES / f"{name}.png")


def check(browser: Browser, folder: Path) -> None:
    """What an author sees who made three mistakes."""
    shutil.copytree(ROOT / "courses", folder / "courses")
    lesson, quiz = (
        "courses/module2_quality/en/01-customers/01-what-customers-need.md",
        "courses/module2_quality/en/quizzes/qual-needs.md",
    )
    for file, right, wrong in (
        (lesson, "qcd-en.svg", "qdc-en.svg"),
        (lesson, "{worksheet}", "{worksheeet}"),
        (quiz, "- (x) The supplier", "- ( ) The supplier"),
    ):
        text = (folder / file).read_text("utf-8")
        (folder / file).write_text(text.replace(right, wrong, 1), "utf-8")
    told = html.escape(score("check", lesson, quiz, cwd=folder).rstrip(), quote=False)
    for pattern, colour in COLOURS:
        told = re.sub(pattern, rf'<span style="color:{colour}">\g<0></span>', told, flags=re.MULTILINE)
    page = browser.new_page(viewport={"width": 1100, "height": 400})
    page.set_content(TERMINAL.format(text=f"$ score check\n{told}"))
    page.locator("body").screenshot(path=PICTURES / "check.png")


def main() -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        pages(browser, Path(folder))
        check(browser, Path(folder))
        browser.close()


if __name__ == "__main__":
    main()
