"""A MariaDB of the tests' own: in a folder of its own, on a socket of its own, gone when they end."""

import getpass
import os
import shutil
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import MySQLdb
except ImportError:
    MySQLdb = None

PATHS = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])
WAIT = 60


class Missing(Exception):
    """What this machine lacks for a MariaDB."""


def _program(name: str) -> str:
    found = shutil.which(name, path=PATHS)
    if found is None:
        raise Missing(f"{name} is not installed (Debian: mariadb-server)")
    return found


@contextmanager
def running() -> Iterator[Path]:
    """Run a server and give the path of its socket; its root needs no password. Raises Missing."""
    if MySQLdb is None:
        raise Missing("mysqlclient is not installed")
    daemon, install = _program("mariadbd"), _program("mariadb-install-db")
    folder = Path(tempfile.mkdtemp(prefix="score-mariadb-"))
    user = "mysql" if os.geteuid() == 0 else getpass.getuser()
    if os.geteuid() == 0:
        shutil.chown(folder, user)
    common = ["--no-defaults", f"--datadir={folder / 'data'}", f"--user={user}"]
    log = folder / "log"
    process = None
    try:
        with log.open("wb") as output:
            making = [install, *common, "--auth-root-authentication-method=normal", "--skip-test-db"]
            subprocess.run(making, stdout=output, stderr=output, check=True)
            # As an LMS's server: case is ignored in comparisons. What is safe after a power cut is of no interest here.
            serving = [
                daemon,
                *common,
                f"--socket={folder / 'sock'}",
                f"--pid-file={folder / 'pid'}",
                "--skip-networking",
                "--character-set-server=utf8mb4",
                "--collation-server=utf8mb4_unicode_ci",
                "--innodb-flush-log-at-trx-commit=0",
                "--innodb-buffer-pool-size=64M",
            ]
            process = subprocess.Popen(serving, stdout=output, stderr=output)
        _wait(process, folder / "sock", log)
        yield folder / "sock"
    finally:
        if process is not None:
            process.terminate()
            process.wait(WAIT)
        shutil.rmtree(folder, ignore_errors=True)


def _wait(process: subprocess.Popen, socket: Path, log: Path) -> None:
    """Wait until the server's log says that it is ready."""
    end = time.monotonic() + WAIT
    while time.monotonic() < end and process.poll() is None:
        if socket.exists() and b"ready for connections" in log.read_bytes():
            return
        time.sleep(0.1)
    raise RuntimeError("MariaDB did not start:\n" + log.read_text(errors="replace")[-2000:])


def settings(socket: Path, name: str) -> dict:
    """An entry of DATABASES, as an LMS has it, for a database of this server."""
    return {
        "ENGINE": "django.db.backends.mysql",
        "NAME": name,
        "USER": "root",
        "HOST": str(socket),
        "OPTIONS": {"charset": "utf8mb4", "init_command": "SET sql_mode='STRICT_TRANS_TABLES'"},
    }


def new_database(socket: Path) -> dict:
    """Make a database of a name of its own; its entry of DATABASES."""
    made = settings(socket, f"score_{uuid.uuid4().hex}")
    connection = MySQLdb.connect(unix_socket=made["HOST"], user=made["USER"])
    connection.cursor().execute(f"CREATE DATABASE {made['NAME']}")
    connection.close()
    return made
