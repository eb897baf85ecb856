"""Adds up the reports of all test runs and prints one closing line; on CI a skip is a failure."""

import os
import sys
import xml.etree.ElementTree as ET
from pathlib import Path


def main(folder: Path, wanted: list[str]) -> int:
    """Print each skip with its reason, then "N passed, N failed, N skipped"; 1 when something failed.

    An environment that is wanted and left no report did not run, for want of its Python or programs: a skip.
    """
    passed = failed = skipped = 0
    for report in sorted(folder.glob("*.xml")):
        for case in ET.parse(report).iter("testcase"):
            if (skip := case.find("skipped")) is not None:
                skipped += 1
                print(f"skipped in {report.stem}: {case.get('classname')} {case.get('name')}: {skip.get('message')}")
            elif case.find("failure") is not None or case.find("error") is not None:
                failed += 1
                print(f"failed in {report.stem}: {case.get('classname')} {case.get('name')}")
            else:
                passed += 1
    for name in wanted:
        if not (folder / f"{name}.xml").is_file():
            skipped += 1
            print(f"skipped: {name} did not run, see above")
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    if not passed or (skipped and os.environ.get("CI")):
        print("This run does not count: it ran nothing, or it skipped on CI.")
        return 1
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
