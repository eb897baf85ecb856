"""All codes of the compiler, each once, and the checks in the order in which they run."""

from score_compiler.checks import assets, blocks, grading, identity, ids, links, sizes, structure, values
from score_compiler.codes import course, directives, markdown, quizzes, sources
from score_compiler.problems import Code

TOPICS = (sources, course, markdown, directives, ids, structure, blocks, quizzes, links, assets, values, sizes)
CODES: tuple[Code, ...] = tuple(code for topic in TOPICS for code in topic.CODES)
CHECKS = (
    identity.check,
    ids.check,
    structure.check,
    blocks.check,
    grading.check,
    links.check,
    assets.check,
    values.check,
    sizes.check,
)
