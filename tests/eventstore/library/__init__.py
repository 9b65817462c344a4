"""The library's own test suites, run against our log."""

import sys

from eventsourcing import cryptography

# The suites import the cipher of one of the library's two extras; ours is the other, whose class has the same name.
sys.modules.setdefault("eventsourcing.cipher", cryptography)
