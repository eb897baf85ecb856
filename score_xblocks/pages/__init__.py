"""What lies under /score/: others' changes, photos and files, joining a team. It has no tables."""
