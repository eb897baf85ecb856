"""What the text of a lesson may hold."""

from score_compiler.problems import Code

RAW_HTML = Code("markdown-raw-html", "HTML in Markdown, which the courses never carry")
UNCLOSED_FENCE = Code("fence-unclosed", "A code fence that runs to the end of the file")
FRONT_MATTER = Code("front-matter", "A front matter that is not closed or not `key: value` lines")
FRONT_MATTER_KEY = Code("front-matter-unknown-key", "A key in the front matter that means nothing")
FRONT_MATTER_VALUE = Code("front-matter-value", "A value in the front matter that can't be read")
TITLE_MISSING = Code("title-missing", "A file without its one `# Title`")
TITLE_DOUBLED = Code("title-doubled", "A second `# Title` in a file")
TITLE_EMPTY = Code("title-empty", "A heading without words")
TEXT_PLACE = Code("text-outside-page", "Text before the first page of a lesson, or below the title of a section")
HEADING_PLACE = Code("heading-in-box", "The heading of a lesson or page inside a box, list or quotation")
HEADING_SKIPPED = Code("heading-skipped", "A heading that skips a level, which screen readers announce as a gap")
HEADING_ID = Code("heading-id", "An id on a heading below a page: nothing uses it")
ALT_MISSING = Code("alt-missing", "A picture without words for those who don't see it")

CODES = (
    RAW_HTML,
    UNCLOSED_FENCE,
    FRONT_MATTER,
    FRONT_MATTER_KEY,
    FRONT_MATTER_VALUE,
    TITLE_MISSING,
    TITLE_DOUBLED,
    TITLE_EMPTY,
    TEXT_PLACE,
    HEADING_PLACE,
    HEADING_SKIPPED,
    HEADING_ID,
    ALT_MISSING,
)
