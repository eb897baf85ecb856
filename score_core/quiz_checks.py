"""What can be wrong with the text of a quiz: each code with what is said and what to do."""

CHECKS: dict[str, tuple[str, str]] = {
    # the file
    "quiz-front-matter": ("“{written}” is no setting.", "Write a name, a colon and a value."),
    "quiz-front-matter-open": ("The front matter is not closed.", "Put a line of three hyphens after it."),
    "quiz-unknown-key": ("A quiz has no setting “{name}”.", "{instead}"),
    "quiz-duplicate-key": ("“{name}” is set twice.", "Keep one of them."),
    "quiz-no-key": ("The quiz has no key.", "Begin the file with three lines: ---, key: some-key, ---."),
    "quiz-bad-pass": ("“{written}” is no per cent to pass with.", "Write a number from 0 to 100."),
    "quiz-bad-feedback": (
        "“{written}” is no time to tell what is right.",
        "Write at once, after attempt or after due.",
    ),
    "quiz-bad-draw": (
        "“{written}” does not say what to draw.",
        "Write it like draw: {{from: [some-quiz, other-quiz], count: 6, per: topic}}; only the count is needed.",
    ),
    "quiz-draw-count": (
        "{count} questions are to be drawn, and there are {there}.",
        "Draw fewer, or write more questions here or in a quiz named behind from.",
    ),
    "quiz-draw-points": (
        "The questions to draw from are worth {low} to {high} points, so that one attempt is worth more than another.",
        "Give all of them the same points.",
    ),
    "quiz-draw-topic": (
        "The question “{name}” has no topic, and as many questions are to be drawn of each topic.",
        "Write a line :topic: some words below the question, or leave out per: topic.",
    ),
    "quiz-draw-uneven": (
        "{count} questions can't be drawn evenly from {topics} topics.",
        "Draw as many from each: a multiple of the number of topics.",
    ),
    "quiz-draw-few": (
        "The topic “{topic}” has {there} questions, and {each} are to be drawn of each topic.",
        "Write more of them, or draw fewer.",
    ),
    "quiz-no-title": ("The quiz has no title.", "Write it above the first question: # Title"),
    "quiz-two-titles": ("There is a second title.", "Keep one heading with a single #."),
    "quiz-no-questions": ("The quiz has no questions.", "Write each as a heading: ## Question {{#id}}"),
    "quiz-heading": (
        "A heading of this level has no place in a quiz.",
        "Use # for the title and ## for a question; make other words bold.",
    ),
    "quiz-stray-text": ("This text belongs to nothing.", "{instead}"),
    # ids
    "quiz-missing-id": ("The {thing} has no id.", "Write one at its end, like {{#some-words}}, or run: score ids"),
    "quiz-bad-id": (
        "“{name}” cannot be an id.",
        "Use small letters, digits and hyphens, at most 50, and begin with a letter or digit, like both-sides.",
    ),
    "quiz-misplaced-id": (
        "“{written}” stands inside the text.",
        "An id is the last thing of a question's heading or of a choice; a title and other text have none.",
    ),
    "quiz-duplicate-id": (
        "The {thing} “{name}” stands twice, first on line {first}.",
        "Give the second one an id of its own.",
    ),
    # a question
    "quiz-empty-question": ("The question asks nothing.", "Write it after the ##."),
    "quiz-unknown-option": ("A question has no option “{name}”.", "{instead}"),
    "quiz-duplicate-option": ("The option “{name}” stands twice.", "Keep one of them."),
    "quiz-empty-option": ("The option “{name}” has no value.", "Write it after the colon."),
    "quiz-bad-points": ("“{written}” is no number of points.", "Write a number above 0, like 1 or 2.5."),
    "quiz-duplicate-part": ("The question has a second {name}.", "Make one of the two."),
    "quiz-bad-shuffle": ("“{written}” is neither yes nor no.", "Write :shuffle: yes, or leave the line out."),
    "quiz-two-kinds": (
        "The question has two ways to answer.",
        "Keep one: choices, an order, pairs, or an answer that begins with =.",
    ),
    "quiz-no-choices": (
        "The question has no choices and no answer.",
        "Write choices like - (x) right {{#id}}, an order like 1. first {{#id}}, pairs like - term :: match, "
        "or an answer like = 250 ppm ± 1.",
    ),
    "quiz-bad-number": (
        "“{written}” is no number.",
        "Write it like = 250 ppm ± 1; an answer in words between quotes, like = \"gemba\".",
    ),
    "quiz-bad-words": (
        "The answer {written} holds no words between two quotes, or too many.",
        "Write it like = \"gemba\", at most {longest} characters, and each other answer on a line of its own.",
    ),
    "quiz-duplicate-words": (
        "“{words}” is accepted already, by line {first}.",
        "Remove one of the two: capitals, spaces and signs around the words make no difference.",
    ),
    "quiz-ambiguous-number": (
        "“{written}” can be read in two ways.",
        "Write thousands without a separator (1250), and a fraction of three digits with a fourth (1.2500).",
    ),
    "quiz-bad-tolerance": ("“{written}” is no tolerance.", "Write a number after ±, in the answer's unit, like ± 0.5."),
    # choices
    "quiz-bad-mark": (
        "“{written}” does not begin with the mark of a choice.",
        "Write (x) or [x] if it is right, ( ) or [ ] if it is wrong.",
    ),
    "quiz-mixed-marks": (
        "The choices have round and square marks.",
        "Use ( ) if one of them is right, [ ] if several may be.",
    ),
    "quiz-one-choice": ("There is only one choice.", "Write at least two."),
    "quiz-no-answer": ("No choice is right.", "Put an x into the mark of the right one."),
    "quiz-two-answers": ("A second choice is right.", "Keep one (x), or mark all choices with [ ] and [x]."),
    "quiz-empty-choice": ("The choice says nothing.", "Write its words after the mark."),
    "quiz-duplicate-choice": ("The choice says the same as that of line {first}.", "Change or remove one of the two."),
    "quiz-choice-blocks": (
        "A choice is one paragraph and its feedback.",
        "Write feedback after >, and what all choices share above them.",
    ),
    "quiz-reason-marks": (
        "The reasons have square marks.",
        "Use ( ) and one (x): a learner chooses the one reason.",
    ),
    # an order, pairs
    "quiz-order-mark": (
        "“{written}” marks something that is put in order.",
        "Begin choices with a hyphen; or take the marks away: the order of the list is the right one.",
    ),
    "quiz-no-match": ("“{written}” has no match.", "Write what it belongs to after two colons: - term :: match"),
    "quiz-few-pairs": (
        "There is nothing to match.",
        "Write at least two terms and two matches, each as - term {{#id}} :: match {{#id}}",
    ),
    "quiz-match-differs": (
        "The match “{name}” has other words than before: “{words}”.",
        "Write the same words, or give it an id of its own.",
    ),
    # inside the text
    "quiz-html": ("There is HTML in the text: {written}", "Write it in Markdown, or put it between backticks."),
    "quiz-picture-name": (
        "“{name}” is not the name of a picture.",
        "Name a file of the folder static: small letters, digits, - and _, like loop-en.svg.",
    ),
    "quiz-picture-words": (
        "The picture “{name}” has no words.",
        "Say between the square brackets what it shows, for those who cannot see it.",
    ),
    "quiz-link": (
        "The link to “{target}” leads nowhere.",
        "Link to a page by its id, like [words](#page-id), or to an address that begins with https://.",
    ),
}
"""Message and remedy by code; both are filled with the particulars of the case by str.format."""
