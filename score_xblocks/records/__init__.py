"""What enterprises and learners write: the Django app `score_records`. Blocks and pages come in through `api`."""
