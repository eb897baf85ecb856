"""What is said to a learner beside a field: a closed set of sentences, translated where they are shown."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


def N_(sentence: str) -> str:
    """Mark a sentence for the catalogues of translations."""
    return sentence


MESSAGES = {
    "number": N_("Type a number, for example {example}."),
    "number-digits": N_("Type the number with the digits 0 to 9."),
    "number-long": N_("This number is too long."),
    "number-large": N_("This number is too large."),
    "number-whole": N_("Type a whole number, without decimals."),
    "number-decimals": N_("Too many decimals: at most {decimals}."),
    "number-below": N_("Type {minimum} or more."),
    "number-above": N_("Type {maximum} or less."),
    "date": N_("Type a date as day/month/year, for example {example}."),
    "date-range": N_("Type a date between the years {first} and {last}."),
    "month": N_("Type a month as month/year, for example {example}."),
    "time": N_("Type a time, for example {example}."),
    "choice": N_("Choose one of the answers that are offered."),
    "scale": N_("Choose a number from {low} to {high}."),
    "photos-many": N_("At most {maximum} can be kept here."),
    "pin": N_("Tap the picture to set the pin."),
    "person": N_("Choose a person of the team, or type a name."),
    "text-long": N_("This text is too long: {length} characters of at most {limit}."),
    "text-character": N_("This text holds a character that can't be stored. Type it anew."),
    "not-canonical": N_("This value came in another form than it is kept in. Load the page anew."),
    "no-value": N_("Nothing can be typed here."),
    "formula-cell": N_("This value is worked out from others and can't be typed."),
    "unknown-cell": N_("This worksheet has no such place. Load the page anew."),
    "row-name": N_("This row can't be stored. Load the page anew."),
    "row-position": N_("This row can't be moved there. Load the page anew."),
    "rows-many": N_("There can be no more than {maximum} rows here."),
    "locked-submitted": N_("This sheet waits for the trainer. Withdraw it first to change it."),
    "locked-in-review": N_("The trainer is reading this sheet. It can be changed again after the answer."),
    "locked-accepted": N_("This is accepted. Ask your trainer to reopen it if it has to change."),
    "quiz-open": N_("This question is still open."),
    "quiz-choice": N_("This is not one of the choices. Load the page anew."),
    "quiz-one": N_("Choose one answer only."),
    "quiz-words": N_("Type your answer in a few words."),
    "quiz-reason": N_("Choose the reason, too."),
    "quiz-order": N_("Put all of them in order. Load the page anew if some are missing."),
    "quiz-pairs": N_("Choose a match for each of them."),
    "quiz-unit": N_("Type the number in {unit}."),
}


@dataclass(frozen=True)
class Message:
    """One of MESSAGES, with the values of its placeholders."""

    key: str
    params: Mapping[str, str] = field(default_factory=dict, hash=False)

    def text(self, translate: Callable[[str], str] = N_) -> str:
        """Return the sentence; `translate` is gettext of the reader's language."""
        return translate(MESSAGES[self.key]).format_map(self.params)
