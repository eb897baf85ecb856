"""Institutions, enterprises and their people, from the command line."""

from argparse import ArgumentParser
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from score_xblocks.records import administration, importing
from score_xblocks.records.models import Enterprise, Institution, InstitutionRole, Membership


class Command(BaseCommand):
    help = (
        "Make institutions and enterprises, add their people and assign their trainers. "
        "Each command may be given again: it then changes what differs, or nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

        def command(name: str, told: str, *arguments: str) -> ArgumentParser:
            made = commands.add_parser(name, help=told, description=told)
            for argument in arguments:
                made.add_argument(argument, help=ARGUMENTS[argument])
            return made

        made = command("make-institution", "Make an institution, or change its name.", "org")
        made.add_argument("--name", required=True, help="what it is called")
        made.add_argument("--time-zone", default="Asia/Jakarta", help="where it is (default: %(default)s)")
        made = command("make", "Make an enterprise, or change its name.", "org", "key")
        made.add_argument("--name", required=True, help="what it is called")
        made = command("add", "Add a person to an enterprise, or change what they are in it.", "org", "key", "username")
        made.add_argument("--side", required=True, choices=Membership.Side.values, help="whom they speak for")
        made.add_argument("--role", default="member", choices=Membership.Role.values, help="default: %(default)s")
        made.add_argument("--hr", action="store_true", help="sees the worksheets on wages, health and staff")
        made.add_argument("--taskforce", action="store_true", help="sees those of the task force on harassment")
        made.add_argument("--gender", default="", help="for the totals by gender; may be left out")
        command("remove", "End a person's membership; what they wrote stays.", "org", "key", "username")
        made = command("import", "Add the people of a CSV file to an enterprise, or change them.", "org", "key")
        made.add_argument(
            "file", help="columns: username or email, side; if wanted role, gender, duties (hr, taskforce)"
        )
        made.add_argument("--dry-run", action="store_true", help="say what would be done, and do nothing")
        made = command("code", "Show the code that lets people join an enterprise; make the first.", "org", "key")
        made.add_argument("--renew", action="store_true", help="make a new one: the old one is worth nothing any more")
        made.add_argument("--off", action="store_true", help="let nobody join by a code")
        made = command("assign-trainer", "Assign a trainer to an enterprise.", "org", "key", "username")
        made.add_argument("--end", action="store_true", help="end the assignment instead")
        made = command("appoint", "Give a person a role in an institution.", "org", "username")
        made.add_argument("--role", required=True, choices=InstitutionRole.Role.values, help="what they are there")
        made.add_argument("--end", action="store_true", help="end the role instead")
        made = command("list", "List institutions with their enterprises and people.")
        made.add_argument("org", nargs="?", default="", help=ARGUMENTS["org"])

    def handle(self, *args, command: str, **options) -> None:
        try:
            getattr(self, f"do_{command.replace('-', '_')}")(options)
        except administration.Refusal as refusal:
            raise CommandError(str(refusal)) from refusal

    def do_make_institution(self, options: dict) -> None:
        made = administration.make_institution(**_pick(options, "org", "name", "time_zone"))
        self.stdout.write(f"Institution {made.org}: {made.name}, {made.time_zone}")

    def do_make(self, options: dict) -> None:
        made = administration.make_enterprise(**_pick(options, "org", "key", "name"))
        self.stdout.write(f"Enterprise {made.key}: {made.name}")

    def do_add(self, options: dict) -> None:
        duties = {"is_hr": options["hr"], "is_taskforce": options["taskforce"]}
        administration.add_member(**_pick(options, "org", "key", "username", "side", "role", "gender"), **duties)
        self.stdout.write(f"{options['username']} is in {options['key']}: {options['side']}, {options['role']}")

    def do_remove(self, options: dict) -> None:
        administration.remove_member(**_pick(options, "org", "key", "username"))
        self.stdout.write(f"{options['username']} is not in {options['key']}")

    def do_import(self, options: dict) -> None:
        try:
            text = Path(options["file"]).read_text("utf-8-sig")
        except (OSError, UnicodeDecodeError) as problem:
            raise CommandError(f"'{options['file']}' cannot be read as a text in UTF-8: {problem}") from problem
        rows = importing.import_members(**_pick(options, "org", "key", "dry_run"), text=text)
        for row in rows:
            told = f": {row.message}" if row.message else ""
            self.stdout.write(f"line {row.line}: {row.person}: {row.outcome}{told}")
        refused = sum(row.outcome == "refused" for row in rows)
        self.stdout.write(f"{len(rows) - refused} of {len(rows)} rows are in order.")
        if refused:
            raise CommandError(f"{refused} of {len(rows)} rows were refused.")

    def do_code(self, options: dict) -> None:
        code = administration.join_code(**_pick(options, "org", "key", "renew", "off"))
        self.stdout.write(code or f"Nobody can join {options['key']} by a code.")

    def do_assign_trainer(self, options: dict) -> None:
        change = administration.end_assignment if options["end"] else administration.assign_trainer
        change(**_pick(options, "org", "key", "username"))
        denied = "no " if options["end"] else ""
        self.stdout.write(f"{options['username']} is {denied}trainer of {options['key']}")

    def do_appoint(self, options: dict) -> None:
        change = administration.end_appointment if options["end"] else administration.appoint
        change(**_pick(options, "org", "username", "role"))
        denied = "no " if options["end"] else ""
        self.stdout.write(f"{options['username']} is {denied}{options['role']} of {options['org']}")

    def do_list(self, options: dict) -> None:
        for institution in administration.institutions(options["org"]):
            self._list(institution)

    def _list(self, institution: Institution) -> None:
        self.stdout.write(f"{institution.org}: {institution.name}, {institution.time_zone}")
        for role in institution.roles.filter(**PRESENT).select_related("user").order_by("role", "id"):
            self.stdout.write(f"  {role.role} {role.user.get_username()}")
        for enterprise in institution.enterprises.order_by("key"):
            self.stdout.write(f"  {enterprise.key}: {enterprise.name}")
            for line in _people(enterprise):
                self.stdout.write(f"    {line}")


PRESENT = {"active": True, "user__isnull": False}
ARGUMENTS = {
    "org": "the organisation of the institution's courses, as in course-v1:ORG+…",
    "key": "the enterprise's key: lower-case letters, digits, '-'",
    "username": "the user's name in the LMS",
}


def _people(enterprise: Enterprise) -> list[str]:
    members = enterprise.memberships.filter(**PRESENT).select_related("user").order_by("id")
    trainers = enterprise.trainers.filter(**PRESENT).select_related("user").order_by("id")
    duties = [("hr", "is_hr"), ("task force", "is_taskforce")]
    lines = [
        ", ".join([f"{m.user.get_username()}: {m.side}", m.role, *(told for told, name in duties if getattr(m, name))])
        for m in members
    ]
    return lines + [f"{t.user.get_username()}: trainer" for t in trainers]


def _pick(options: dict, *names: str) -> dict:
    return {name: options[name] for name in names}
