"""The commands of `score`, one a file. Each takes its arguments and a Report, and returns the exit code."""
