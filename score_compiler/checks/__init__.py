"""Checks of a whole course, one topic a file, each with its codes; `table` lists every code and every check."""
