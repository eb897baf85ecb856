"""How directives are written."""

from score_compiler.problems import Code

UNKNOWN = Code("directive-unknown", "A directive whose name means nothing")
UNCLOSED = Code("directive-unclosed", "A directive without its closing fence")
STRAY = Code("directive-stray-fence", "A closing fence that closes nothing")
OPTION_UNKNOWN = Code("directive-unknown-option", "An option that its directive does not have")
OPTION_DOUBLED = Code("directive-doubled-option", "An option that is given twice")
OPTION_MISSING = Code("directive-missing-option", "An option that its directive needs")
ARGUMENT_MISSING = Code("directive-missing-argument", "A directive that needs a name or key behind it")
ARGUMENT_UNUSED = Code("directive-unused-argument", "Words behind a directive that takes none")
BODY = Code("directive-body", "Text inside a directive that takes none")
BODY_MISSING = Code("directive-empty", "A box without text")
PLACE = Code("directive-place", "A worksheet, quiz, progress or video inside a box, list or quotation")

CODES = (
    UNKNOWN,
    UNCLOSED,
    STRAY,
    OPTION_UNKNOWN,
    OPTION_DOUBLED,
    OPTION_MISSING,
    ARGUMENT_MISSING,
    ARGUMENT_UNUSED,
    BODY,
    BODY_MISSING,
    PLACE,
)
