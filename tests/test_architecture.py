"""The house keeps its plan: every package stands under the import contracts, every text that is named is there."""

import configparser
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
CONFIG = configparser.ConfigParser()
CONFIG.read(ROOT / "setup.cfg", encoding="utf-8")


def committed() -> list[Path]:
    """Every file that git keeps; none outside a checkout."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [ROOT / name for name in listing.stdout.split("\0") if name]


def words(section: str, option: str) -> set[str]:
    return set(CONFIG[section][option].split())


def test_every_package_stands_under_the_contracts():
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"tests"}
    assert packages == words("importlinter", "root_packages")


def test_every_package_is_shipped():
    shipped = {pattern.rstrip("*") for pattern in words("options.packages.find", "include")}
    assert words("importlinter", "root_packages") == shipped


def test_only_compat_imports_the_platform():
    """The platform's own modules exist in an LMS only: an import of one elsewhere breaks workbench and preview."""
    modules = "lms|cms|common|openedx|xmodule|completion|edx_django_utils"
    platform = re.compile(rf"^\s*(?:from|import) (?:{modules})\b", re.MULTILINE)
    guilty = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "score_xblocks").rglob("*.py")
        if platform.search(path.read_text("utf-8")) and path.name != "compat.py"
    ]
    assert guilty == []


def test_nothing_but_code_and_public_files_lies_in_the_blocks_package():
    """collectstatic publishes every file of the package that is not Python: no data, no keys, no fixtures."""
    allowed = {"public", "static", "translations", "locale", "templates", "__pycache__"}
    strays = [
        path.relative_to(ROOT).as_posix()
        for path in committed()
        if path.is_relative_to(ROOT / "score_xblocks")
        and path.suffix != ".py"
        and not allowed & set(path.relative_to(ROOT / "score_xblocks").parts)
    ]
    assert strays == []


DOCUMENTS = ["README.md", "CONTRIBUTING.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))]


@pytest.mark.parametrize("page", DOCUMENTS)
def test_links_of_the_documents_lead_somewhere(page):
    path = ROOT / page
    text = re.sub(r"^(`{3,}|~{3,}).*?^\1", "", path.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    text = re.sub(r"`[^`\n]*`", "", text)
    links = [link.split("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text) if not link.startswith("http")]
    assert [link for link in links if link and not (path.parent / link).exists()] == []


def test_make_help_names_every_target():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    told = set(re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE))
    assert targets == told


def test_requirements_of_an_lms_have_no_upper_bounds():
    """A bound may make pip change a package that the LMS pins."""
    for line in CONFIG["options"]["install_requires"].split():
        assert re.fullmatch(r"[A-Za-z-]+", line), line


def test_the_docs_name_only_what_can_be_made():
    made = set(re.findall(r"^([a-z]+):.*## ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
    named = {
        (page.name, name)
        for page in pages
        for name in re.findall(r"(?:`|^    )make ([a-z]+)", page.read_text("utf-8"), re.MULTILINE)
    }
    assert len(named) > 5
    assert not {(page, name) for page, name in named if name not in made}
