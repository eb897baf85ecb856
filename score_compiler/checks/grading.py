"""Whether lessons, quizzes and assignments add up to a grade. The codes stand in `course`."""

from collections.abc import Iterator

from score_compiler.codes import course as codes
from score_compiler.context import Context, EditionContext
from score_compiler.model import Quiz, Sequential
from score_core.problems import Problem, did_you_mean


def check(context: Context) -> Iterator[Problem]:
    for edition in context.editions:
        yield from _lessons(context, edition)
    if context.editions:
        yield from _assignments(context, context.editions[0])


def _lessons(context: Context, edition: EditionContext) -> Iterator[Problem]:
    known = [assignment.key for assignment in context.config.assignments]
    for chapter in edition.course.chapters:
        for sequential in chapter.sequentials:
            graded = [quiz for quiz in _quizzes(sequential) if quiz.purpose == "graded"]
            if not sequential.assignment:
                for quiz in graded:
                    yield codes.OUTSIDE.at(
                        quiz.place,
                        f"The quiz “{quiz.url_name}” is graded, but its lesson is not.",
                        "Put graded: … into the lesson's front matter, or make it :purpose: practice.",
                    )
            elif sequential.assignment not in known:
                yield codes.UNKNOWN.at(
                    sequential.place,
                    f"course.yaml has no assignment “{sequential.assignment}”.",
                    did_you_mean(sequential.assignment, known, "Add it to `assignments`, or don't grade the lesson."),
                )
            elif not graded:
                yield codes.NO_QUIZ.at(
                    sequential.place,
                    f"The lesson “{sequential.display_name}” is graded but has no graded quiz.",
                    "Place a quiz in it, or take graded: … out of its front matter.",
                )


def _quizzes(sequential: Sequential) -> Iterator[Quiz]:
    for vertical in sequential.verticals:
        yield from (block for block in vertical.blocks if isinstance(block, Quiz))


def _assignments(context: Context, edition: EditionContext) -> Iterator[Problem]:
    places = {assignment.key: assignment.place for assignment in context.config.assignments}
    for assignment in edition.course.assignments:
        if not assignment.count:
            yield codes.UNUSED.at(
                places[assignment.key],
                f"No lesson counts as “{assignment.key}”, yet it weighs {assignment.weight} per cent.",
                f"Write graded: {assignment.key} into the front matter of lessons, or remove the assignment.",
            )
        elif assignment.drop >= assignment.count:
            yield codes.DROP.at(
                places[assignment.key],
                f"{assignment.drop} of {assignment.count} results of “{assignment.key}” are dropped.",
                "Drop fewer than there are.",
            )
