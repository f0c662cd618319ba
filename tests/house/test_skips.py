"""Can a test be skipped in CI without anybody noticing?"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.tree import ROOT

RUN = "def test_that_runs(): pass\n"
SKIP = "import pytest\n\n@pytest.mark.skip(reason={reason!r})\ndef test_that_does_not(): pass\n"
WHOLE = "import pytest\npytest.skip('no browser', allow_module_level=True)\n"


def ended(folder: Path, tests: str, ci: str, *options: str) -> tuple[int, str]:
    """A run of pytest with the rules of our own tests: its exit status, and what it said."""
    (folder / "pytest.ini").write_text("[pytest]\n")
    (folder / "test_runs.py").write_text(RUN)
    (folder / "test_given.py").write_text(tests)
    command = [sys.executable, "-m", "pytest", "-p", "tests.conftest", "-p", "no:cacheprovider", *options]
    env = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")} | {"CI": ci}
    place = ["-c", str(folder / "pytest.ini"), "--rootdir", str(folder), str(folder)]
    run = subprocess.run(
        [*command, *place], cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False
    )
    return run.returncode, run.stdout + run.stderr


@pytest.mark.parametrize("options", [(), ("-n", "2")], ids=["one process", "several"])
@pytest.mark.parametrize("tests", [SKIP.format(reason="no browser"), WHOLE], ids=["a test", "a file"])
def test_in_ci_a_skipped_test_is_a_failure(tmp_path: Path, tests: str, options: tuple[str, ...]) -> None:
    """One skipped test, or a whole file of them, fails the run of CI and is named with its reason."""
    status, said = ended(tmp_path, tests, "true", *options)
    assert status == pytest.ExitCode.TESTS_FAILED
    assert said.count("skipped in CI: test_given.py") == 1, said
    assert "no browser" in said


@pytest.mark.parametrize(("reason", "ci"), [("no browser", ""), ("../shared is not here", "true")])
def test_what_may_be_skipped(tmp_path: Path, reason: str, ci: str) -> None:
    """At home anything; in CI only what needs the maps that no checkout holds, and that is said."""
    status, said = ended(tmp_path, SKIP.format(reason=reason), ci)
    assert status == pytest.ExitCode.OK
    assert ("not proven here: test_given.py" in said) == (ci == "true")
