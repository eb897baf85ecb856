"""The text that authors write for a quiz: Markdown that any editor shows well, every mistake in it named.

    ---
    key: coop-respect
    ---
    # Title
    ## Question {#id}
    :topic: participants
    - (x) right {#id}
      > its feedback
    - ( ) wrong {#id}

    Explanation: …

`[x]` and `[ ]` let several be right. Instead of choices, `= 250 ppm ± 1` asks for a number, `= "gemba"` for words,
`= true` whether what the question says is true (choices are then the reason why), a list of numbers for its order,
and `- term {#id} :: match {#id}` for what belongs together.
"""

from markdown_it.tree import SyntaxTreeNode

from score_core import drawing
from score_core.problems import Problem
from score_core.quiz import Quiz
from score_core.quiz_front import read_settings, split
from score_core.quiz_html import Markdown, line_of, plain_block
from score_core.quiz_question import QuestionReader
from score_core.quiz_ways import refuse_doubled_ids


def parse(text: str, file: str = "quiz.md", whole: bool = False) -> tuple[Quiz | None, list[Problem]]:
    """A quiz, or what is wrong with its text, in the order of the lines.

    `whole` says that the text has to stand on its own, with all the questions that it draws from.
    """
    front, body = split(text)
    markdown = Markdown(body, file)
    settings = read_settings(front, markdown)
    title, groups = _questions(markdown)
    questions = tuple(QuestionReader(markdown, heading, blocks).read() for heading, blocks in groups)
    draw = settings.draw
    elsewhere = draw is not None and bool(draw.sources) and not whole
    if not questions and not elsewhere:
        markdown.problem(0, "quiz-no-questions")
    refuse_doubled_ids(markdown, [(q.id, q.line) for q in questions], "question")
    if draw and questions and not elsewhere:
        drawing.check(draw, questions, markdown)
    problems = sorted(set(markdown.problems))
    if problems:
        return None, problems
    quiz = Quiz(
        key=settings.key,
        title=title,
        questions=questions,
        pass_percent=settings.pass_percent,
        feedback=settings.feedback,
        draw=draw,
        pictures=tuple(markdown.pictures),
        links=tuple(markdown.links),
    )
    return quiz, []


def _questions(markdown: Markdown) -> tuple[str, list[tuple[SyntaxTreeNode, list[SyntaxTreeNode]]]]:
    """The title, and each question's heading with the blocks under it."""
    title = ""
    groups: list[tuple[SyntaxTreeNode, list[SyntaxTreeNode]]] = []
    for node in markdown.root.children:
        if node.type == "heading" and node.tag == "h1":
            if title:
                markdown.problem(line_of(node), "quiz-two-titles")
            title = plain_block(node).strip()
            markdown.inline(node)
        elif node.type == "heading" and node.tag == "h2":
            groups.append((node, []))
        elif groups:
            groups[-1][1].append(node)
        else:
            remedy = "Put it under the question that it belongs to, or into the lesson."
            markdown.problem(line_of(node), "quiz-stray-text", instead=remedy)
            markdown.blocks([node])
    if not title:
        markdown.problem(0, "quiz-no-title")
    return title, groups
