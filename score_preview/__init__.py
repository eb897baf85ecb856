"""A small Django site that runs a built archive on one laptop."""
