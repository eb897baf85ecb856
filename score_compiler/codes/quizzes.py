"""How a quiz draws from other files."""

from score_compiler.problems import Code

DRAW_UNKNOWN = Code("quiz-draw-unknown", "A quiz to draw from that the module does not have in this language")
DRAW_DOUBLED = Code("quiz-draw-doubled", "One question's id in two of the quizzes that are drawn from")

CODES = (DRAW_UNKNOWN, DRAW_DOUBLED)
