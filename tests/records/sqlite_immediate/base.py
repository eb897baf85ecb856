"""SQLite whose transactions take the write lock when they begin, on every Django (5.1 and later: transaction_mode)."""

from django.db.backends.sqlite3 import base


class DatabaseWrapper(base.DatabaseWrapper):
    def _start_transaction_under_autocommit(self) -> None:
        self.cursor().execute("BEGIN IMMEDIATE")
