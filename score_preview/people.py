"""The demo people that a reader of the preview can be."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class DemoPerson:
    """One of them: `name` stands in addresses and is the account's name."""

    name: str
    called: str
    is_: str
    does: str
    side: str = ""
    role: str = ""
    is_staff: bool = False


ENTERPRISE = "PT Contoh Maju"
PEOPLE = (
    DemoPerson("worker", "Sari", _("machine operator"), _("works in the enterprise"), side="worker", role="member"),
    DemoPerson("supervisor", "Budi", _("supervisor"), _("leads the improvement team"), side="manager", role="leader"),
    DemoPerson("owner", "Ibu Ratna", _("owner"), _("owns the enterprise"), side="manager", role="owner"),
    DemoPerson("trainer", "Agus", _("trainer"), _("visits the enterprise")),
    DemoPerson("author", "Dewi", _("course author"), _("writes the course and is its staff"), is_staff=True),
    DemoPerson("newcomer", "Putu", _("learner"), _("has no enterprise")),
)


def default_person():
    """Who one is before choosing: the worker; None before the demo people are made."""
    return get_user_model().objects.filter(username=PEOPLE[0].name).first()


def of_user(user) -> DemoPerson | None:
    return next((person for person in PEOPLE if person.name == user.get_username()), None)


def context(request) -> dict:
    """For every template: the people, and which of them is here (nobody yet where a request is refused early)."""
    user = getattr(request, "user", None)
    return {"people": PEOPLE, "me": of_user(user) if user else None, "enterprise": ENTERPRISE}
