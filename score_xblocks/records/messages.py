"""What is said to a person whom something is not shown or not taken from: a closed set, by key."""

from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

MESSAGES = {
    "sign-in": _("Sign in to fill in this worksheet."),
    "acting-as": _("You are viewing the course as somebody else: nothing of theirs is shown or changed here."),
    "only-hr": _("Only the enterprise's owner and those in charge of human resources see this worksheet."),
    "only-taskforce": _("Only the members of the enterprise's task force on harassment see this worksheet."),
    "only-owner": _("Only the owner of the enterprise sees this worksheet."),
    "only-trainer-writes": _("Your trainer fills in this worksheet. You can read it here."),
    "trainer-without-enterprise": _("A trainer fills in this worksheet for an enterprise. You are in no team yet."),
    "trainer-of-several": _("You train several enterprises, and this page cannot tell which one you mean."),
    "no-attempts-left": _("You have used all attempts at this quiz."),
    "bad-key": _("This part of the course is not set up properly. Please tell whoever runs the course."),
    "bad-request": _("What was sent is not complete. Load the page again."),
}


def text(key: str, language: str) -> str:
    """The message in a language, in English where that has none.

    Raises KeyError for a key that is not in MESSAGES.
    """
    with override(language):
        return gettext(MESSAGES[key])
