"""A throw-away PostgreSQL for the test suite: made, started, stopped and removed here.

    python -m tests.postgres_cluster run -- pytest -m "not e2e"

runs the command with `DATABASE_URL` pointing to a new, empty cluster and answers with
the command's exit code. The cluster lives in a temporary directory, listens on a free
port of 127.0.0.1 and on a socket in that directory, asks for a random password, and
does without every guarantee that costs time (fsync is off). It is stopped with `pg_ctl`
for exactly that directory, also when the command fails or is interrupted. One that was
left behind by a killed run (SIGKILL, power) is stopped by the next.

PostgreSQL refuses to run as root, so root hands it to the user `postgres`.
"""

import argparse
import contextlib
import glob
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any, NoReturn

PREFIX = "hm-test-postgresql-"
USER = "tests"
# Always there; the test runner makes its own databases beside it.
DATABASE = "postgres"
# Speed over safety: nothing here outlives the run.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "shared_buffers": "128MB",
    "max_connections": "100",
    "autovacuum": "off",
    "timezone": "UTC",
    "listen_addresses": "127.0.0.1",
}


class NotFoundError(Exception):
    """This machine has no PostgreSQL server programs."""


def find_bin() -> Path:
    """The directory of the newest `initdb`: Debian's versioned one, else PATH's."""
    candidates = [
        Path(name).parent for name in glob.glob("/usr/lib/postgresql/*/bin/initdb")
    ]
    if candidates:
        return max(candidates, key=lambda path: float(path.parent.name))
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    raise NotFoundError(
        "PostgreSQL not found: no initdb in /usr/lib/postgresql/*/bin or PATH"
    )


def _owner() -> dict[str, Any]:
    """Arguments for `subprocess` that run a program as a user PostgreSQL accepts."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            user = pwd.getpwnam(name)
            return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise NotFoundError("PostgreSQL refuses to run as root and no other user was found")


def _pg(bin_dir: Path, directory: Path, program: str, *arguments: str) -> None:
    """Run one of PostgreSQL's programs quietly; its output is shown when it fails."""
    result = subprocess.run(
        [str(bin_dir / program), *arguments],
        cwd=directory,
        env={**os.environ, "LC_ALL": "C", "HOME": str(directory)},
        stdin=subprocess.DEVNULL,
        # A file, not a pipe: the server that `pg_ctl start` leaves would hold a pipe.
        stdout=(log := (directory / f"{program}.log").open("w+")),
        stderr=subprocess.STDOUT,
        check=False,
        **_owner(),
    )
    with log:
        if result.returncode:
            log.seek(0)
            raise RuntimeError(f"{program} failed:\n{log.read()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _initialise(bin_dir: Path, directory: Path) -> str:
    """Make the data directory and answer with the password of its only user."""
    password = secrets.token_urlsafe(24)
    password_file = directory / "password"
    password_file.write_text(password)
    owner = _owner()
    if owner:
        for path in (directory, password_file):
            os.chown(path, owner["user"], owner["group"])
    _pg(
        bin_dir, directory, "initdb",
        f"--pgdata={directory / 'data'}", f"--username={USER}",
        f"--pwfile={password_file}", "--auth=scram-sha-256",
        "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync",
    )  # fmt: skip
    lines = [f"{name} = '{value}'" for name, value in SETTINGS.items()]
    lines.append(f"unix_socket_directories = '{directory}'")
    with (directory / "data" / "postgresql.conf").open("a") as config:
        config.write("\n".join(["", *lines, ""]))
    return password


def _start(bin_dir: Path, directory: Path) -> int:
    """Start the server and answer with its port; a port lost to a race is retried."""
    for attempt in range(3):
        port = _free_port()
        try:
            _pg(
                bin_dir, directory, "pg_ctl", "start", "--wait", "--silent",
                f"--pgdata={directory / 'data'}", f"--log={directory / 'server.log'}",
                f"--options=-p {port}",
            )  # fmt: skip
        except RuntimeError:
            if attempt == 2:
                with contextlib.suppress(OSError):
                    print((directory / "server.log").read_text(), file=sys.stderr)  # noqa: T201
                raise
        else:
            return port
    raise AssertionError


def _remove(bin_dir: Path, directory: Path) -> None:
    if (directory / "data" / "postmaster.pid").exists():
        with contextlib.suppress(RuntimeError):
            _pg(
                bin_dir, directory, "pg_ctl", "stop", "--wait", "--silent",
                "--mode=immediate", f"--pgdata={directory / 'data'}",
            )  # fmt: skip
    shutil.rmtree(directory, ignore_errors=True)


def _remove_abandoned(bin_dir: Path) -> None:
    """Stop clusters whose maker no longer lives. Only this user's (or root's) own."""
    for name in glob.glob(os.path.join(tempfile.gettempdir(), f"{PREFIX}*")):
        directory = Path(name)
        try:
            maker = int(directory.name.removeprefix(PREFIX).split("-")[0])
            os.kill(maker, 0)
        except ProcessLookupError:
            allowed = {os.geteuid(), _owner().get("user")}
            if not directory.is_symlink() and directory.stat().st_uid in allowed:
                _remove(bin_dir, directory)
        except (ValueError, OSError):
            continue  # not ours, or its maker is alive under another user


@contextlib.contextmanager
def cluster() -> Iterator[str]:
    """A running cluster; yields its `DATABASE_URL`, or raises NotFoundError."""
    bin_dir = find_bin()
    _remove_abandoned(bin_dir)
    directory = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-"))
    try:
        password = _initialise(bin_dir, directory)
        port = _start(bin_dir, directory)
        yield f"postgres://{USER}:{password}@127.0.0.1:{port}/{DATABASE}"
    finally:
        _remove(bin_dir, directory)


def _exit_on_signal(number: int, frame: FrameType | None) -> NoReturn:
    """Turn a signal into an exception, so that `finally` stops the server."""
    raise SystemExit(128 + number)


def _run_command(command: list[str], environment: dict[str, str]) -> int:
    """Run the command to its end; end it too when this process is told to end."""
    process = subprocess.Popen(command, env={**os.environ, **environment})
    try:
        try:
            return process.wait()
        except KeyboardInterrupt:  # Ctrl-C reached the command too: let it finish
            process.wait(timeout=20)
            raise
    except BaseException:
        process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(timeout=20)
        process.kill()
        raise


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.postgres_cluster", description=__doc__.split("\n\n")[0]
    )
    parser.add_argument("action", choices=["run"])
    parser.add_argument(
        "--if-found",
        action="store_true",
        help="without PostgreSQL run the command all the same, with the reason in "
        "POSTGRESQL_MISSING: the suite then counts its tests as skipped for it",
    )
    split = sys.argv.index("--") if "--" in sys.argv else len(sys.argv)
    arguments = parser.parse_args(sys.argv[1:split])
    command = sys.argv[split + 1 :]
    if not command:
        parser.error("no command given; it stands after --")
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _exit_on_signal)
    try:
        with cluster() as url:
            return _run_command(command, {"DATABASE_URL": url})
    except NotFoundError as error:
        if not arguments.if_found:
            print(error, file=sys.stderr)  # noqa: T201
            return 3
        return _run_command(command, {"POSTGRESQL_MISSING": str(error)})
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main())
