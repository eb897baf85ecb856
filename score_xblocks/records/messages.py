"""What is said to a person whom something is not shown or not taken from: a closed set, by key."""

from django.utils.translation import gettext, override
from django.utils.translation import gettext_noop as _

MESSAGES = {
    "sign-in": _("Sign in to fill in this worksheet."),
    "signed-out": _("Please sign in first."),
    "somebody-else": _("Somebody else is signed in here now. Load the page again."),
    "acting-as": _("You are viewing the course as somebody else: nothing of theirs is shown or changed here."),
    "only-hr": _("Only the enterprise's owner and those in charge of human resources see this worksheet."),
    "only-taskforce": _("Only the members of the enterprise's task force on harassment see this worksheet."),
    "only-owner": _("Only the owner of the enterprise sees this worksheet."),
    "only-trainer-writes": _("Your trainer fills in this worksheet. You can read it here."),
    "trainer-without-enterprise": _("A trainer fills in this worksheet for an enterprise. You are in no team yet."),
    "trainer-of-several": _("You train several enterprises, and this page cannot tell which one you mean."),
    "no-attempts-left": _("You have used all attempts at this quiz."),
    "no-record": _("There is no such sheet, or it is not for you."),
    "not-yours": _("You cannot do this with this sheet."),
    "not-now": _("This cannot be done now: the sheet's state has changed meanwhile. Load the page again."),
    "not-reviewed": _("This worksheet is not reviewed."),
    "changed-meanwhile": _("This has changed since you loaded the page. Load it again and look once more."),
    "locked-submitted": _("This sheet waits for the trainer. Withdraw it first to change it."),
    "locked-in-review": _("The trainer is reading this sheet. It can be changed again after the answer."),
    "locked-accepted": _("This is accepted. Ask your trainer to reopen it if it has to change."),
    "photo-kind": _("This is no photo that can be kept. Choose a JPEG, PNG or WebP picture."),
    "photo-large": _("This photo is too large. Choose one of less than 1 MB."),
    "file-kind": _("This file cannot be kept. Choose a PDF, a workbook (xlsx) or a text (docx)."),
    "file-large": _("This file is too large. Choose one of less than 2 MB."),
    "file-macros": _("This file holds macros. Save it without them, then choose it again."),
    "files-many": _("This sheet holds as many photos and files as it can. Delete some first."),
    "no-storage": _("This site cannot keep photos and files yet. Please tell the site's operator."),
    "not-stored": _("The photo or file was not stored. Please try again."),
    "bad-definition": _("This sheet's definition cannot be read any more. Please tell whoever runs the course."),
    "no-promotion": _("This row cannot be taken over: it is empty, deleted or not of the kind that is taken over."),
    "no-target": _("Nobody has opened the other sheet yet. Write its first row there, then take this row over."),
    "no-enterprise": _("There is no such enterprise, or it is not yours."),
    "no-such-code": _("No team can be joined with this code. Ask your team's leader or your trainer for the code."),
    "too-many-tries": _("That was tried too often. Please wait an hour, then try again."),
    "already-in-team": _("You are in a team already. Leave it first to join another one."),
    "no-team": _("You are in no team."),
    "balance-no-workers": _("Nobody in this team is from the workers' side. Ask workers to join it."),
    "balance-no-managers": _("Nobody in this team is from the managers' side. Ask a manager to join it."),
    "balance-few-workers": _("Fewer than four in ten of this team are workers. Ask more of them to join it."),
    "balance-few-women": _("Fewer than three in ten of this team are women. Ask more of them to join it."),
    "bad-key": _("This part of the course is not set up properly. Please tell whoever runs the course."),
    "bad-request": _("What was sent is not complete. Load the page again."),
}


def text(key: str, language: str) -> str:
    """The message in a language, in English where that has none.

    Raises KeyError for a key that is not in MESSAGES.
    """
    with override(language):
        return gettext(MESSAGES[key])
