"""How properties are tried here: few examples, the same on every run.

`./run test --full` tries many.
"""

import os

from hypothesis import settings

EXAMPLES = 500 if os.environ.get("MAILLAGE_TEST_FULL") else 50
FEW = settings(max_examples=EXAMPLES, deadline=None, database=None, derandomize=True)
