"""Every check over one module."""

from score_compiler.checks.table import CHECKS
from score_compiler.context import Context
from score_core.problems import Problem


def validate(context: Context) -> list[Problem]:
    """All that is wrong with a module as a whole; what is wrong inside its texts, the parsers have told."""
    return [problem for check in CHECKS for problem in check(context)]
