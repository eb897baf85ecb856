"""Makes the demo people, their enterprise and its institution; as often as one likes."""

from django.contrib.auth import get_user_model

from score_preview.people import ENTERPRISE, PEOPLE
from score_xblocks.records import administration

ORG = "SCORE"
ENTERPRISE_KEY = "contoh-maju"


def make_people() -> None:
    """The people of `people.PEOPLE`, in the enterprise where they have a side in it."""
    users = get_user_model().objects
    administration.make_institution(org=ORG, name="SCORE")
    administration.make_enterprise(org=ORG, key=ENTERPRISE_KEY, name=ENTERPRISE)
    for person in PEOPLE:
        user, new = users.get_or_create(
            username=person.name,
            defaults={
                "first_name": person.called,
                "email": f"{person.name}@example.org",
            },
        )
        if new:
            user.set_unusable_password()
            user.save()
        if person.side:
            administration.add_member(
                org=ORG, key=ENTERPRISE_KEY, username=person.name, side=person.side, role=person.role
            )
        if person.name == "trainer":
            administration.assign_trainer(org=ORG, key=ENTERPRISE_KEY, username=person.name)
