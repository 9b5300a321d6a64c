"""A visit to the demo as it runs: one click to be somebody, the mail that went out, a clock to move."""

import re
import time
from http.cookiejar import CookieJar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener


class Visitor:
    def __init__(self, address: str) -> None:
        self.address = address
        self.opener: OpenerDirector = build_opener(HTTPCookieProcessor(CookieJar()))

    def get(self, path: str) -> tuple[int, str, dict[str, str]]:
        return self._ask(Request(f"{self.address}{path}", headers={"Accept-Language": "en"}))

    def post(self, path: str, page: str, **fields: str) -> tuple[int, str, dict[str, str]]:
        """Fill in the form that stands on `page`."""
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get(page)[1])
        assert token
        data = urlencode({"csrfmiddlewaretoken": token[1], **fields}).encode()
        return self._ask(Request(f"{self.address}{path}", data=data, headers={"Referer": f"{self.address}{page}"}))

    def _ask(self, request: Request) -> tuple[int, str, dict[str, str]]:
        try:
            with self.opener.open(request) as answer:
                return answer.status, answer.read().decode(), dict(answer.headers)
        except HTTPError as answer:
            with answer:
                return answer.code, answer.read().decode(), dict(answer.headers)


def lives_in(address: str) -> None:
    visitor = Visitor(address)

    # Anybody may be one of the cast, and nobody else.
    status, page, _headers = visitor.get("/demo/")
    assert status == 200
    assert "Aino Mäkelä" in page
    assert visitor.post("/demo/sign-in/", "/demo/", address="liisa.nieminen@lehtola.example")[0] == 404
    status, page, _headers = visitor.post("/demo/sign-in/", "/demo/", address="aino.makela@lehtola.example")
    assert status == 200
    assert "Aino" in page
    assert "1.2.2027" in page  # the bar

    # The mail that went out: a page, its HTML as an answer of its own, its calendar file.
    status, page, _headers = visitor.get("/demo/mail/")
    newest = re.search(r'href="(/demo/mail/[0-9a-f-]{36}/)"', page)
    assert newest
    status, page, headers = visitor.get(f"{newest[1]}html/")
    assert status == 200
    assert "style-src 'unsafe-inline'" in headers["Content-Security-Policy"]
    assert "script-src" not in headers["Content-Security-Policy"]
    assert "unsafe-inline" not in visitor.get(newest[1])[2]["Content-Security-Policy"]
    assert visitor.get(f"{newest[1]}attachments/7/")[0] == 404

    # The clock goes forward for web and worker alike, and what is due goes out.
    before = visitor.get("/demo/mail/")[1].count("/demo/mail/")
    status, page, _headers = visitor.post("/demo/clock/", "/demo/clock/", step="day")
    assert status == 200
    assert "2.2.2027" in page
    assert visitor.post("/demo/clock/", "/demo/clock/", day="1.1.2027", time="8.00")[0] == 422
    until = time.monotonic() + 60
    while visitor.get("/demo/mail/")[1].count("/demo/mail/") == before:
        assert time.monotonic() < until, "no reminder of Wednesday's group went out"
        time.sleep(1)
