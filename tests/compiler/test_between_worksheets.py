"""Worksheets that lead to others: checked over all of `courses/`, and anew when the other one changes."""

import json

import pytest

from score_compiler import cli
from tests.compiler.conftest import Sources

SHEET = "press/worksheets/stops.yaml"
PROFILE = "shared/worksheets/profile.yaml"
FIELDS = "    fields:\n"
READING = """\
      - {key: a_head, kind: formula, shows: number, formula: minutes / p.people.total, label: {en: A, id: B}}
"""
PEOPLE = """\
key: profile
title: {en: Profile, id: Profil}
filled_by: enterprise
sections:
  - key: people
    title: {en: People, id: Orang}
    fields:
      - {key: total, kind: number, label: {en: Total, id: Jumlah}}
"""


def reading(sources: Sources, key: str = "profile") -> None:
    sources.write(PROFILE, PEOPLE)
    sources.change(SHEET, "sections:\n", f"reads: {{p: {{worksheet: {key}}}}}\nsections:\n")
    sources.change(SHEET, FIELDS, FIELDS + READING)


def test_a_sheet_of_another_folder_is_read(sources: Sources) -> None:
    reading(sources)
    assert [problem for problem in sources.check() if problem.file.endswith("stops.yaml")] == []


@pytest.mark.parametrize(
    ("change", "code", "remedy"),
    [
        (lambda sources: reading(sources, "profil"), "worksheet-unknown-sheet", '"profile"'),
        (
            lambda sources: (reading(sources), sources.change(PROFILE, "key: total", "key: totals")),
            "formula-unknown-name",
            '"totals"',
        ),
        (
            lambda sources: (reading(sources), sources.change(PROFILE, "kind: number", "kind: text")),
            "formula-wrong-type",
            "that kind",
        ),
    ],
)
def test_what_does_not_fit_the_other_sheet_is_told(change, code: str, remedy: str, sources: Sources) -> None:
    change(sources)
    (problem,) = [problem for problem in sources.check() if problem.file.endswith("stops.yaml")]
    assert (problem.code, remedy in problem.remedy) == (code, True)


def test_a_sheet_with_mistakes_is_known_all_the_same(sources: Sources) -> None:
    reading(sources)
    sources.change(PROFILE, "kind: number", "kind: numbr")
    assert [problem.code for problem in sources.check() if "worksheets/" in problem.file] == ["worksheet-unknown-kind"]


def test_the_cache_forgets_a_sheet_when_the_other_one_changes(
    sources: Sources, capsys: pytest.CaptureFixture[str]
) -> None:
    reading(sources)

    def codes() -> set[str]:
        capsys.readouterr()
        cli.main(["check", "--json"])
        return {found["code"] for found in json.loads(capsys.readouterr().out)["problems"]}

    assert "formula-unknown-name" not in codes()
    sources.change(PROFILE, "key: total", "key: totals")
    assert "formula-unknown-name" in codes()
