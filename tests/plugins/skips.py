"""What this machine could not run, counted with its reasons; and what belongs where.

- A browser test (marker `e2e`, added by itself to whatever uses a browser fixture) is
  skipped where no Chromium is found.
- The PostgreSQL run is skipped, test by test, where no PostgreSQL is found
  (`tests.postgres_cluster` then sets POSTGRESQL_MISSING).
- Every skip, whatever its cause, stands in the section "not run" of the summary; with
  REQUIRE_ALL=1 one is enough to fail the run. CI sets it, so nothing goes quiet there.
- A test marked `sqlite` or `postgresql` is not skipped on the other database but left
  out: it runs in the other of the two runs that `make test` makes.
"""

import os
from collections import Counter

import pytest
from django.conf import settings

from tests.plugins.browser import MISSING_BROWSER, find_browser

BROWSER_FIXTURES = {"browser", "context", "page", "new_context"}


def _engine() -> str:
    """`sqlite` or `postgresql`: the database that this run is for."""
    if os.environ.get("POSTGRESQL_MISSING"):
        return "postgresql"
    return settings.DATABASES["default"]["ENGINE"].rpartition(".")[2].removesuffix("3")


@pytest.hookimpl(tryfirst=True)  # before `-m` looks at the markers
def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[_engine()]
    kept, left_out = [], []
    for item in items:
        (left_out if item.get_closest_marker(other) else kept).append(item)
    if left_out:
        items[:] = kept
        config.hook.pytest_deselected(items=left_out)

    no_browser = pytest.mark.skip(reason=MISSING_BROWSER)
    no_database = pytest.mark.skip(reason=os.environ.get("POSTGRESQL_MISSING", ""))
    browser_found = find_browser() is not None
    for item in items:
        if BROWSER_FIXTURES & set(getattr(item, "fixturenames", ())):
            item.add_marker("e2e")
        callspec = getattr(item, "callspec", None)
        if callspec and BROWSER_FIXTURES & set(callspec.params):
            raise pytest.UsageError(
                f"{item.nodeid}: a parameter has the name of a browser fixture"
            )
        if item.get_closest_marker("e2e") and not browser_found:
            item.add_marker(no_browser)
        if no_database.kwargs["reason"]:
            item.add_marker(no_database)


class SkipLedger:
    """Counts skipped tests by reason and shows them at the end of the run."""

    def __init__(self, *, require_all: bool) -> None:
        self.require_all = require_all
        self.reasons: Counter[str] = Counter()

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.skipped and not hasattr(report, "wasxfail"):
            reason = report.longrepr
            if isinstance(reason, tuple):
                reason = reason[2]
            self.reasons[str(reason).removeprefix("Skipped: ")] += 1

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        if report.skipped:  # a whole module; its tests were never counted
            self.reasons[f"whole module {report.nodeid}: {report.longrepr}"] += 1

    @pytest.hookimpl(tryfirst=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if (
            self.require_all
            and self.reasons
            and session.exitstatus == pytest.ExitCode.OK
        ):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    def pytest_terminal_summary(
        self, terminalreporter: pytest.TerminalReporter
    ) -> None:
        if not self.reasons:
            return
        terminalreporter.section("not run", yellow=True)
        for reason, count in self.reasons.most_common():
            terminalreporter.write_line(f"{count:6} skipped: {reason}")
        if self.require_all:
            terminalreporter.write_line(
                "REQUIRE_ALL=1: the run fails, because something was skipped.", red=True
            )


def pytest_configure(config: pytest.Config) -> None:
    require_all = os.environ.get("REQUIRE_ALL", "") not in {"", "0"}
    config.pluginmanager.register(SkipLedger(require_all=require_all), "skip-ledger")
