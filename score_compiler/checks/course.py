"""What course.yaml says: identity, dates, grading. Open edX drops without a word what it can't read of them."""

from score_compiler.problems import Code

SHAPE = Code("course-shape", "A list or mapping where a text belongs, or the other way round")
UNKNOWN_KEY = Code("course-unknown-key", "A key that course.yaml does not have")
MISSING_KEY = Code("course-missing-key", "A key that course.yaml needs")
BAD_KEY = Code("course-bad-key", "A key, organisation, number or run that a course's address can't hold")
LANGUAGE = Code("course-language", "A language that the compiler has no words for, or a text that lacks one")
DATE = Code("course-date", "A date that Open edX would drop")
DATES = Code("course-dates", "A course that ends before it starts")
PERCENT = Code("course-percent", "A number of per cent outside 1 to 100")
WEIGHTS = Code("grading-weight", "Weights of the assignments that don't add up to 100")
DROP = Code("grading-drop", "More results dropped than there are lessons")
TYPE_DOUBLED = Code("grading-doubled", "Two assignments with one key, type or short name")
UNUSED = Code("grading-unused", "An assignment that no lesson counts as, so that nobody could pass")
UNKNOWN = Code("grading-unknown", "A lesson that counts as an assignment which course.yaml does not have")
NO_QUIZ = Code("grading-no-quiz", "A graded lesson without a graded quiz: everybody would get zero")
OUTSIDE = Code("grading-outside", "A graded quiz in a lesson that is not graded: its points would count for nothing")
SAME_COURSE = Code("course-doubled", "Two editions with the same address in Open edX, or two modules with the same key")

CODES = (
    SHAPE,
    UNKNOWN_KEY,
    MISSING_KEY,
    BAD_KEY,
    LANGUAGE,
    DATE,
    DATES,
    PERCENT,
    WEIGHTS,
    DROP,
    TYPE_DOUBLED,
    UNUSED,
    UNKNOWN,
    NO_QUIZ,
    OUTSIDE,
    SAME_COURSE,
)
