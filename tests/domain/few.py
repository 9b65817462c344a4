"""How properties are tried here: few examples, the same on every run, so that the suite stays under a second."""

from hypothesis import settings

FEW = settings(max_examples=15, deadline=None, database=None, derandomize=True)
