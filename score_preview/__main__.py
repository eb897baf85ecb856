"""``python -m score_preview``: prepare the database, then show the archives of a folder on 127.0.0.1."""

import argparse
import os
import secrets
import socketserver
import sys
import warnings
import webbrowser
from pathlib import Path
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

import django
from django.core.checks import run_checks
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError

HOST = "127.0.0.1"


class ThreadedServer(socketserver.ThreadingMixIn, WSGIServer):
    """A thread a request; those that are still open do not keep the program alive."""

    daemon_threads = True
    request_queue_size = 32


class QuietHandler(WSGIRequestHandler):
    """Says nothing of single requests: the terminal is for what goes wrong."""

    def log_message(self, format: str, *args) -> None:
        return None

    def address_string(self) -> str:
        return str(self.client_address[0])


def arguments(given: list[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m score_preview", description="Show built courses on this computer.")
    parser.add_argument("--port", type=int, default=8000, help="8000; 0 takes a free one")
    parser.add_argument("--dist", type=Path, default=Path("dist"), help="folder of the archives (dist)")
    parser.add_argument("--database", type=Path, default=Path("var/preview.sqlite3"), help="var/preview.sqlite3")
    parser.add_argument("--no-open", action="store_true", help="do not open a browser")
    return parser.parse_args(given)


def prepare(dist: Path, database: Path) -> None:
    """Set Django up on this database: tables as they should be, the demo people made."""
    database.parent.mkdir(parents=True, exist_ok=True)
    os.environ["DJANGO_SETTINGS_MODULE"] = "score_preview.settings"
    os.environ["SCORE_PREVIEW_DIST"] = str(dist.resolve())
    os.environ["SCORE_PREVIEW_DATABASE"] = str(database.resolve())
    os.environ["SCORE_PREVIEW_SECRET"] = secret_beside(database)
    # fs, which core blocks read their files with, imports what setuptools has deprecated.
    warnings.filterwarnings("ignore", "pkg_resources is deprecated", UserWarning)
    django.setup()
    run_checks()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("preview_people")


def secret_beside(database: Path) -> str:
    """The key that signs cookies: made once, kept beside the database, readable by its owner alone."""
    path = database.with_suffix(".key")
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(40), encoding="utf-8")
    return path.read_text(encoding="utf-8").strip()


def has_desktop() -> bool:
    return sys.platform in ("win32", "darwin") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def main(given: list[str] | None = None) -> int:
    asked = arguments(given)
    try:
        server = ThreadedServer((HOST, asked.port), QuietHandler)
    except OSError as error:
        advice = f"Try another: --port {asked.port + 1}"
        print(f"Port {asked.port} can't be used ({error.strerror}). {advice}", file=sys.stderr)
        return 1
    with server:
        try:
            prepare(asked.dist, asked.database)
        except (OSError, DatabaseError) as error:
            advice = "Name another: --database FILE"
            print(f"The database {asked.database} can't be used ({error}). {advice}", file=sys.stderr)
            return 1
        server.set_app(get_wsgi_application())
        address = f"http://{HOST}:{server.server_port}/"
        print(f"The preview runs at {address} (stop it with Ctrl+C)", flush=True)
        if not asked.no_open and has_desktop():
            webbrowser.open(address)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print("\nThe preview has stopped.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
