"""Files as they lie on the disk: how they are named, encoded and joined."""

from score_compiler.problems import Code

ENCODING = Code("text-encoding", "A file that is not UTF-8")
CONTROL = Code("text-control-character", "An invisible character that XML refuses")
ENTITY = Code("text-entity", "An entity of HTML in YAML or in a directive's line, where it would show as it is typed")
NAME = Code("file-name", "A file or folder whose name puts it nowhere in the course")
NUMBER_DOUBLED = Code("file-number-doubled", "Two files or folders with the same number: their order is chance")
MISSING = Code("file-missing", "A file that every course or language needs")
OUTSIDE = Code("file-outside", "A link of the file system that leads out of the courses' folder")
INCLUDE_MISSING = Code("include-missing", "An included file that is not there")
INCLUDE_CIRCLE = Code("include-circle", "A file that includes itself")
INCLUDE_OUTSIDE = Code("include-outside", "An included file outside the courses' folder")

CODES = (
    ENCODING,
    CONTROL,
    ENTITY,
    NAME,
    NUMBER_DOUBLED,
    MISSING,
    OUTSIDE,
    INCLUDE_MISSING,
    INCLUDE_CIRCLE,
    INCLUDE_OUTSIDE,
)
