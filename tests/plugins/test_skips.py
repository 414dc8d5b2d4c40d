"""A skip is never quiet: it is counted with its reason, and fails a run that asks."""

from collections import Counter

import pytest

from tests.plugins.skips import SkipLedger


def report(outcome: str, reason: str = "") -> pytest.TestReport:
    return pytest.TestReport(
        nodeid="tests/test_x.py::test_y",
        location=("tests/test_x.py", 1, "test_y"),
        keywords={},
        outcome=outcome,  # type: ignore[arg-type]
        longrepr=("tests/test_x.py", 1, f"Skipped: {reason}") if reason else None,
        when="setup",
    )


class Session:
    exitstatus: int = pytest.ExitCode.OK


def finish(ledger: SkipLedger) -> int:
    session = Session()
    ledger.pytest_sessionfinish(session)  # type: ignore[arg-type]
    return session.exitstatus


def test_skips_are_counted_by_reason() -> None:
    ledger = SkipLedger(require_all=False)
    for outcome, reason in (
        ("skipped", "Chromium not found"),
        ("skipped", "Chromium not found"),
        ("skipped", "other"),
        ("passed", ""),
    ):
        ledger.pytest_runtest_logreport(report(outcome, reason))
    assert ledger.reasons == Counter({"Chromium not found": 2, "other": 1})
    assert finish(ledger) == pytest.ExitCode.OK


def test_a_skip_fails_the_run_that_requires_all() -> None:
    ledger = SkipLedger(require_all=True)
    ledger.pytest_runtest_logreport(report("passed"))
    assert finish(ledger) == pytest.ExitCode.OK
    ledger.pytest_runtest_logreport(report("skipped", "Chromium not found"))
    assert finish(ledger) == pytest.ExitCode.TESTS_FAILED
