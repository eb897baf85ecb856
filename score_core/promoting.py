"""A row that becomes a row of another sheet, with a link back: a finding of an audit becomes an action of the plan."""

from score_core.definition import ATTACHED, NUMBERS, Field

TEXTS = ("text", "long_text")
_NOWHERE = (*ATTACHED, "pin", "reference", "note")


def fits(source: Field | None, target: Field) -> bool:
    """Return whether a field there can take what a field here holds; None is the label of an item."""
    if not target.holds_value or target.kind in _NOWHERE or (source and source.kind in _NOWHERE):
        return False
    if target.kind in TEXTS:
        return True
    kind = source.shows if source and source.kind == "formula" else source.kind if source else "text"
    if target.kind in NUMBERS:
        return kind in (*NUMBERS, "scale")
    if target.kind == "person":
        return kind in ("person", "text")
    if source and target.kind in ("choice", "choices"):
        return kind in ("choice", target.kind) and any(source.option(option.key) for option in target.options)
    return kind == target.kind
