"""Codes of the mistakes that are met while sources are read: tables, one topic a file. Checks bring their own."""
