"""How much more than the least possible `score build` takes. See README.md beside this file.

python benchmarks/compiler.py            # 1 and 10 times the course
python benchmarks/compiler.py 1 10 100
"""

import gzip
import io
import os
import random
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass
from pathlib import Path

from markdown_it import MarkdownIt

LESSONS, PAGES, WORDS, QUESTIONS = 10, 4, 1500, 40  # a course: 40 pages, 60,000 words, 400 questions
VOCABULARY = ["press", "stop", "count", "cause", "worker", "manager", "plan", "number", "shift", "tool", "scrap"]
VOCABULARY += ["line", "day", "team", "ask", "look", "change"]


def write_course(root: Path, times: int) -> None:
    """A course of `times` sections in one language, always the same."""
    chance = random.Random(1)
    module = root / "bench"
    (module / "en" / "quizzes").mkdir(parents=True)
    (module / "course.yaml").write_text(
        'key: bench\norg: SCORE\nnumber: {en: BENCH}\nrun: "2026"\ntitle: {en: Bench}\nshort_description: {en: Bench}\n'
        "languages: [en]\nstart: 2026-01-01\n"
    )
    (module / "en" / "about.md").write_text("## About\n\nA course to measure with.\n")
    for section in range(1, times + 1):
        folder = module / "en" / f"{section:02}-section"
        folder.mkdir()
        (folder / "index.md").write_text(f"# Section {section} {{#s{section}}}\n")
        for number in range(1, LESSONS + 1):
            name = f"s{section}-l{number}"
            (folder / f"{number:02}-lesson.md").write_text(lesson(name, chance))
            (module / "en" / "quizzes" / f"{name}.md").write_text(quiz(name, chance))


def sentence(chance: random.Random, length: int) -> str:
    words = chance.choices(VOCABULARY, k=length)
    words[length // 2] = f"**{words[length // 2]}**"
    return " ".join(words).capitalize() + "."


def lesson(name: str, chance: random.Random) -> str:
    parts = [f"# Lesson {name} {{#{name}}}\n"]
    for page in range(1, PAGES + 1):
        parts.append(f"## Page {page} {{#{name}-p{page}}}\n")
        for paragraph in range(WORDS // 60):
            parts.append(" ".join(sentence(chance, 15) for _ in range(4)) + "\n")
            if paragraph % 8 == 3:
                parts.append("- " + "\n- ".join(chance.sample(VOCABULARY, 4)) + "\n")
        parts.append("| Day | Stops |\n|---|---:|\n| Monday | 4 |\n")
    parts.append(f"```{{quiz}} {name}\n:id: {name}-quiz\n```\n")
    return "\n".join(parts)


def quiz(name: str, chance: random.Random) -> str:
    parts = [f"---\nkey: {name}\n---\n# Quiz {name}\n"]
    for number in range(1, QUESTIONS + 1):
        parts.append(f"## {sentence(chance, 8)} {{#q{number}}}\n\n- (x) {sentence(chance, 6)} {{#a}}\n  > Right.")
        parts.append(f"- ( ) {sentence(chance, 6)} {{#b}}\n  > Not yet.\n\nExplanation: {sentence(chance, 12)}\n")
    return "\n".join(parts)


def floor(root: Path, out: Path) -> None:
    """The least that any compiler does: read every file, render its Markdown, pack the result reproducibly."""
    md = MarkdownIt("commonmark").enable("table")
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for path in sorted(root.rglob("*.md")):
            data = md.render(path.read_text("utf-8")).encode()
            info = tarfile.TarInfo(path.relative_to(root).as_posix())
            info.size = len(data)
            tar.addfile(info, io.BytesIO(data))
    with out.open("wb") as raw, gzip.GzipFile(filename="", mode="wb", compresslevel=6, fileobj=raw, mtime=0) as packed:
        packed.write(stream.getvalue())


@dataclass(frozen=True)
class Cost:
    seconds: float  # of the processor, for the whole process
    mib: float  # at its peak


def cost(*command: str) -> Cost:
    """Runs a command of its own to the end. Raises CalledProcessError when it fails."""
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def measure(times: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        root, out = Path(name) / "courses", Path(name) / "dist"
        write_course(root, times)
        score = [sys.executable, "-m", "score_compiler"]
        subprocess.run([*score, "ids", "--courses", str(root)], check=True, stdout=subprocess.DEVNULL)
        build = [*score, "build", "--courses", str(root), "--out", str(out)]
        least = cost(sys.executable, __file__, "--floor", str(root), str(Path(name) / "floor.tar.gz"))
        rows = {
            "floor": least,
            "score build --no-cache": cost(*build, "--no-cache"),
            "score build, first": cost(*build),
            "score build, nothing changed": cost(*build),
        }
    for label, found in rows.items():
        factor = found.seconds / least.seconds
        print(f"| {times}× | {label} | {found.seconds:.2f} | {factor:.1f} | {found.mib:.0f} |", flush=True)


def main() -> None:
    if sys.argv[1:2] == ["--floor"]:
        floor(Path(sys.argv[2]), Path(sys.argv[3]))
        return
    print("| course | what | processor s | × floor | peak MiB |\n|---|---|---|---|---|")
    for times in map(int, sys.argv[1:] or ["1", "10"]):
        measure(times)


if __name__ == "__main__":
    main()
