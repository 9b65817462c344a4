"""What happens to a test that never ends."""

import subprocess
import sys
from pathlib import Path

TESTS = """
import threading

def test_that_fails():
    assert False

def test_that_hangs():
    threading.Event().wait()
"""
RUN = """
import sys, pytest
from tests.hang_guard import HangGuard
sys.exit(pytest.main(["-c", "/dev/null", sys.argv[1]], plugins=[HangGuard(5)]))
"""


def test_a_test_that_hangs_ends_the_run_and_is_named_even_after_one_that_failed(tmp_path: Path):
    (tmp_path / "test_hanging.py").write_text(TESTS)
    run = [sys.executable, "-c", RUN, str(tmp_path)]
    done = subprocess.run(run, cwd=Path(__file__).parents[1], capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 1
    assert "Timeout (0:00:05)!" in done.stderr
    assert "in test_that_hangs" in done.stderr
