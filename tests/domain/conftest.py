"""Properties here are cheap and run on every change; the long rounds belong to `./run test --full`."""

from hypothesis import settings

settings.register_profile("domain", max_examples=20, deadline=None, database=None, derandomize=True)
settings.load_profile("domain")
