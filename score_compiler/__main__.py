"""`python -m score_compiler` is `score`."""

import sys

from score_compiler.cli import main

sys.exit(main())
