"""What a worksheet's page says around the fields: whose sheet it is, who changed it last, what its script tells."""

from collections.abc import Callable
from datetime import datetime

from score_core import values
from score_core.definition import Worksheet
from score_xblocks.records.api import RecordView

Gettext = Callable[..., str]


def moment(at: datetime, language: str) -> str:
    """ "24 Nov 2026, 14:05", in the time zone that `at` carries."""
    return f"{values.show_date(at.date(), language)}, {values.show_time(f'{at:%H:%M}', language)}"


def owner_text(gettext: Gettext, worksheet: Worksheet, view: RecordView) -> str:
    """Who sees and edits this sheet."""
    name = view.owner_name
    if view.owner == "nobody":
        return ""
    if view.owner == "person":
        if worksheet.anonymous:
            return gettext("Your answers are kept without your name.")
        if worksheet.filled_by == "enterprise":
            return gettext("Only you see this until you join an enterprise.")
        return gettext("Only you see this.")
    if worksheet.filled_by == "trainer":
        if view.may_write:
            return gettext("You write this for {name}. Its team reads it.", name=name)
        return gettext("Written by the trainer of {name}.", name=name)
    match worksheet.visible_to:
        case "hr":
            return gettext("{name}: only the owner and those in charge of human resources see this.", name=name)
        case "taskforce":
            return gettext("{name}: only the task force on harassment sees this.", name=name)
        case "owner":
            return gettext("{name}: only the owner sees this.", name=name)
    return gettext("Shared by {name}: your team sees and edits this.", name=name)


def last_text(gettext: Gettext, view: RecordView, language: str) -> str:
    """Who changed the sheet last, and when."""
    if view.last is None:
        return ""
    when = moment(view.last.at, language)
    if not view.last.by:
        return gettext("Last change: {when}", when=when)
    return gettext("Last change: {name}, {when}", name=view.last.by, when=when)


def script_texts(gettext: Gettext) -> dict[str, str]:
    """What the page's script says; it fills in the names in braces."""
    return {
        "saved": gettext("Saved"),
        "saving": gettext("Saving…"),
        "unsaved": gettext(
            "Not saved yet: the server does not answer. What you typed is kept on this device and sent again by itself."
        ),
        "offlineone": gettext("Offline: 1 change waits on this device. It is sent when the network is back."),
        "offline": gettext("Offline: {count} changes wait on this device. They are sent when the network is back."),
        "refused": gettext("Not saved: {reason}"),
        "session": gettext(
            "Not saved: you are signed out. What you typed is kept on this device. Sign in again, then it is sent."
        ),
        "login": gettext("Sign in"),
        "other": gettext(
            "Somebody else is signed in here now. Nothing more is sent from this page. "
            "What you typed is kept on this device until you sign in again."
        ),
        "reload": gettext("Load the page again"),
        "outdated": gettext("More has changed here than this page can show."),
        "reviewed": gettext("The review of this sheet has gone on meanwhile."),
        "changedone": gettext("{by} changed: {what}"),
        "changedmany": gettext("{by} changed {count} answers or rows."),
        "changedby": gettext("{by} changed this just now."),
        "rowadded": gettext("a new row"),
        "rowremoved": gettext("row {number}, which is removed now"),
        "rowgone": gettext("{by} removed this row while you were in it."),
        "bringback": gettext("Bring back"),
        "sending": gettext("Sending: {percent} %"),
        "nophoto": gettext("This picture cannot be read here. Take the photo again, or choose a JPEG or PNG picture."),
        "largefile": gettext("This file is too large. Choose one of less than 2 MB."),
        "mistakes": gettext("Not everything is saved: see the messages beside the fields."),
        "conflicts": gettext("Not everything is saved: somebody else changed the same field."),
        "filled": gettext("{filled} of {wanted} filled"),
        "notyet": gettext("not yet"),
        "blank": gettext("not filled in yet"),
        "conflict": gettext("{by} wrote “{theirs}” ({at}). You wrote “{mine}”."),
        "somebody": gettext("Somebody"),
        "nothing": gettext("nothing"),
        "keep": gettext("Keep mine"),
        "take": gettext("Take theirs"),
        "removed": gettext("Row {number} is removed."),
        "full": gettext("There can be no more than {maximum} rows here."),
        "lost": gettext("This sheet has changed. These values found no place and are not saved:"),
    }


def sheet_script_texts(gettext: Gettext) -> dict[str, str]:
    """What the script says about fields, rows and reviews."""
    return {
        "moved": gettext("Row {number} now."),
        "copied": gettext("Row {number} is a copy."),
        "restored": gettext("Row {number} is back."),
        "found": gettext("{count} of {all} rows"),
        "photo": gettext("Photo {number}"),
        "caption": gettext("Caption of photo {number}"),
        "captionhint": gettext("Caption"),
        "detach": gettext("Remove “{name}”"),
        "remove": gettext("Remove"),
        "waiting": gettext("Waits to be sent"),
        "many": gettext("At most {maximum} can be kept here."),
        "pinned": gettext("{x} % from the left, {y} % from the top"),
        "pasted": gettext("{count} rows are added."),
        "pasteadd": gettext("Add {count} rows"),
        "pastenone": gettext("No rows found. Copy cells in Excel and paste them here."),
        "pasteskip": gettext("Left out, because nothing here is called “{name}”."),
        "pasterefused": gettext("Row {number}, {label}: “{value}” does not fit and stays blank."),
        "pastefull": gettext("Only {count} more rows fit."),
        "comments": gettext("Comments: {count}"),
        "changed": gettext("changed since then"),
        "unsent": gettext("Not everything is saved yet. Wait until it is, then try again."),
        "rowhistory": gettext("Only row {number}"),
        "nohistory": gettext("Nothing has been changed yet."),
        "preview": gettext("What will be added"),
        "bring": gettext(
            "You are in the team now. What you filled in alone can come along; "
            "nothing of the team's is overwritten unasked."
        ),
        "bringone": gettext("{title}: {filled} answers, {changed}"),
        "bringtake": gettext("Bring it along"),
        "bringnone": gettext("Leave all of it behind"),
        "bringover": gettext("{label}: put my “{mine}” in place of “{theirs}” ({by}, {at})"),
        "bringend": gettext("Go on"),
        "failed": gettext("That did not work: {reason}"),
        "network": gettext("the server does not answer. Try again."),
    }
