"""Rewrites what the compiler's tests compare with: the fixture course's tree, its archives' digests, the schemas."""

import hashlib
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from score_compiler import pipeline, schema  # noqa: E402
from score_compiler.cache import Cache  # noqa: E402
from score_compiler.emit import emit  # noqa: E402
from score_compiler.pack import to_tar  # noqa: E402

FIXTURE = ROOT / "tests/compiler/fixtures/courses"
GOLDEN = ROOT / "tests/compiler/golden"


def main() -> None:
    shutil.rmtree(GOLDEN, ignore_errors=True)
    courses, shelf = pipeline.read(FIXTURE, Cache(None))
    digests = []
    for module in courses.modules:
        checked = pipeline.check(courses, shelf, module, Cache(None))
        if not checked.sound:
            sys.exit("\n".join(map(str, checked.problems)))
        for course in checked.courses:
            tree = emit(course)
            name = f"{module.name}.{course.language}"
            digests.append(f"{hashlib.sha256(to_tar(tree)).hexdigest()}  {name}.tar\n")
            for path, data in tree.items():
                target = GOLDEN / name / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
    (GOLDEN / "sha256.txt").write_text("".join(digests), encoding="utf-8")
    for name, text in schema.files().items():
        (ROOT / "score_compiler/schemas" / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
