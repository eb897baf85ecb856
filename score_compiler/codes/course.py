"""What course.yaml says: identity, dates, grading. Open edX drops without a word what it can't read of them."""

from score_compiler.problems import Code

# What the reader of mappings finds, which course.yaml and worksheets share.
READER = (
    Code("course-wrong-shape", "A list or mapping where a text belongs, or the other way round"),
    Code("course-unknown-key", "A key that course.yaml does not have"),
    Code("course-missing-key", "A key that course.yaml needs"),
    Code("course-empty", "A key of course.yaml without a value"),
    Code("course-bad-key", "A key, organisation, number or run that a course's address can't hold"),
    Code("course-bad-number", "A number of course.yaml that is none, or out of range"),
    Code("course-bad-language", "A text by language whose language is no code"),
    Code("course-missing-language", "A text of course.yaml that one language lacks"),
)
LANGUAGE = Code("course-language", "A language that the compiler has no words for, or that the course does not have")
DATE = Code("course-date", "A date that Open edX would drop")
DATES = Code("course-dates", "A course that ends before it starts")
WEIGHTS = Code("grading-weight", "Weights of the assignments that don't add up to 100")
DROP = Code("grading-drop", "More results dropped than there are lessons")
TYPE_DOUBLED = Code("grading-doubled", "Two assignments with one key or type")
UNUSED = Code("grading-unused", "An assignment that no lesson counts as, so that nobody could pass")
UNKNOWN = Code("grading-unknown", "A lesson that counts as an assignment which course.yaml does not have")
NO_QUIZ = Code("grading-no-quiz", "A graded lesson without a graded quiz: everybody would get zero")
OUTSIDE = Code("grading-outside", "A graded quiz in a lesson that is not graded: its points would count for nothing")
NO_IMAGE = Code("course-no-image", "A course without a picture for the list of courses", level="warning")
SAME_COURSE = Code("course-doubled", "Two editions with the same address in Open edX, or two modules with the same key")

CODES = (
    *READER,
    LANGUAGE,
    DATE,
    DATES,
    WEIGHTS,
    DROP,
    TYPE_DOUBLED,
    UNUSED,
    UNKNOWN,
    NO_QUIZ,
    OUTSIDE,
    NO_IMAGE,
    SAME_COURSE,
)
