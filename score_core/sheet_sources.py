"""What the parts of a worksheet's reader share: the places in the text, and the other sheets."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from score_core.definition import Field, Place, Read, Section, Worksheet
from score_core.problems import did_you_mean
from score_core.reading import Reader, Report
from score_core.yamltext import Node, Scalar


@dataclass
class Sources:
    """Where in the text sections, fields, formulas and conditions stand; a section's own have the field ""."""

    readers: dict[Place, Reader] = field(default_factory=dict)
    formulas: dict[Place, Scalar] = field(default_factory=dict)
    conditions: dict[Place, Scalar] = field(default_factory=dict)


@dataclass(frozen=True)
class Abroad:
    """The other sheets that could be read, by key, and the keys of all that there are.

    Without `known` a sheet that is missing was never seen, and one that does not fit is no mistake: its values are
    missing. With it both are the author's mistakes.
    """

    reads: tuple[Read, ...]
    others: Mapping[str, Worksheet]
    known: Collection[str] | None

    @property
    def strict(self) -> bool:
        return self.known is not None

    @cached_property
    def sheets(self) -> dict[str, Worksheet | None]:
        """The sheets by alias, None where one was never seen."""
        return {read.alias: self.others.get(read.worksheet) for read in self.reads}

    def check_sheet(self, key: str, at: Node, report: Report) -> Worksheet | None:
        """Note a sheet that there is not; return it when it could be read and mistakes in its use count."""
        if self.known is None:
            return None
        if key not in self.known:
            message = f'There is no worksheet "{key}".'
            report.add(at, "unknown-sheet", message, did_you_mean(key, sorted(self.known)))
        return self.others.get(key)


def find_section(sections: tuple[Section, ...], key: str, at: Node, report: Report) -> Section | None:
    """Return a section, or note that there is none of this key."""
    found = next((section for section in sections if section.key == key), None)
    if found is None:
        message = f'There is no section "{key}".'
        report.add(at, "unknown-section", message, did_you_mean(key, [section.key for section in sections]))
    return found


def find_field(section: Section, key: str, at: Node, report: Report) -> Field | None:
    """Return a field of a section, or note that there is none of this key."""
    found = section.by_key.get(key)
    if found is None:
        message = f'There is no field "{key}" in the section "{section.key}".'
        report.add(at, "unknown-field", message, did_you_mean(key, section.by_key))
    return found
