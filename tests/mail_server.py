"""A mail server on the loopback interface: it accepts, refuses, hangs or hangs up."""

import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any


@dataclass
class MailServer:
    """What the server does, and what it was given."""

    port: int
    mails: list[EmailMessage] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)  # addresses it does not know
    hangs_at: str = ""  # the command it never answers; "connect" is one
    hangs_up_on: str = ""  # mails with this in the subject end the talk
    released: threading.Event = field(default_factory=threading.Event)
    asked: threading.Event = field(default_factory=threading.Event)


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class Talk(socketserver.StreamRequestHandler):
    server: "Server"

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        self.hang("connect")
        self.say("220 loopback")
        while line := self.rfile.readline().decode("ascii", "replace").strip():
            command = line.split()[0].lower()
            self.hang(command)
            if command == "quit":
                self.say("221 bye")
                return
            if command == "data":
                if not self.take():
                    return
            elif command == "rcpt" and any(x in line for x in self.state.refused):
                self.say("550 no such person")
            else:
                self.say("250 ok")

    @property
    def state(self) -> MailServer:
        return self.server.state

    def hang(self, command: str) -> None:
        if command == self.state.hangs_at:
            self.state.asked.set()
            self.state.released.wait(30)

    def take(self) -> bool:
        """False when the server hangs up instead of answering."""
        self.say("354 go on")
        source = b""
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            source += line
        mail: Any = message_from_bytes(source, policy=policy.default)
        if self.state.hangs_up_on and self.state.hangs_up_on in str(mail["subject"]):
            return False
        self.state.mails.append(mail)
        self.say("250 taken")
        return True


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False

    def __init__(self, state: MailServer) -> None:
        self.state = state
        super().__init__(("127.0.0.1", state.port), Talk)


@contextmanager
def running(port: int, **behaviour: Any) -> Iterator[MailServer]:
    state = MailServer(port, **behaviour)
    with Server(state) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        try:
            yield state
        finally:
            state.released.set()
            server.shutdown()
            thread.join()
