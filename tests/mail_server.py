"""A real SMTP server for tests: it keeps what it accepted, and can be told to be slow, to refuse, or to hang up.

with mail_server() as post:
    …                                   # EMAIL_HOST=127.0.0.1, EMAIL_PORT=post.port
    assert [mail["To"] for mail in post.accepted] == ["aino@example.fi"]
"""

import email
import email.policy
import socketserver
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage


class MailServer(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.begin_anew()

    def begin_anew(self) -> None:
        """For the next test; what still comes in of the last one goes where nobody looks."""
        self.accepted: list[EmailMessage] = []
        self.refuse: str | None = None  # an answer to DATA such as "550 no such box"
        self.before_answer: Callable[[EmailMessage], None] = lambda mail: None  # runs between DATA and our 250

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def ids(self) -> list[str]:
        return [mail["Message-ID"] for mail in self.accepted]

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that dies in the middle is what some tests are about; nothing to print."""


class _Conversation(socketserver.StreamRequestHandler):
    server: MailServer
    timeout = 30

    def say(self, line: str) -> None:
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self) -> None:
        self.say("220 here")
        while line := self.rfile.readline():
            verb = line[:4].strip().upper()
            if verb == b"QUIT":
                self.say("221 bye")
                return
            if verb == b"DATA":
                self._take()
            else:
                self.say("250 ok")

    def _take(self) -> None:
        if self.server.refuse:
            self.say(self.server.refuse)
            return
        self.say("354 go on")
        accepted = self.server.accepted
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return  # the client died in the middle: nothing was handed over
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        text = b"".join(lines).replace(b"\r\n", b"\n")
        mail = email.message_from_bytes(text, policy=email.policy.default)
        self.server.before_answer(mail)
        accepted.append(mail)
        self.say("250 taken")


@contextmanager
def mail_server() -> Iterator[MailServer]:
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
