"""The blocks in the workbench of xblock-sdk.

`python workbench/manage.py bench [ADDRESS:PORT]` makes its database and serves on 127.0.0.1:8002; other words go to
Django's own commands.
"""

import os
import sys

from django.core.management import execute_from_command_line

ADDRESS = "127.0.0.1:8002"


def main(program: str, *words: str) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bench_settings")
    if words[:1] != ("bench",):
        execute_from_command_line([program, *words])
        return
    execute_from_command_line([program, "migrate", "--run-syncdb", "--skip-checks", "--verbosity=0"])
    execute_from_command_line([program, "runserver", "--noreload", *(words[1:] or [ADDRESS])])


if __name__ == "__main__":
    main(*sys.argv)
