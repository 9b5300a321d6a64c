"""Confidential words are planted (tests/planted.py) and sought wherever they could come to rest. On pages, for each of
the cast, test_matrix.py seeks them."""

import logging
from typing import Any

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.db import connection
from django.test import Client, override_settings
from django.urls import reverse

from invoicing import printing
from invoicing.models import Paper
from tests import planted
from tests.harness import sinks
from tests.harness.conftest import Built
from tests.harness.visits import as_if, visit
from tests.planted import READERS, WORDS, found_in
from tests.world import CAST, World
from tyonohjaus.events.models import Event
from tyonohjaus.outbox.compose import compose
from tyonohjaus.outbox.models import Message
from tyonohjaus.outbox.tasks import deliver

pytestmark = pytest.mark.both

CONTENT = set(READERS)


@pytest.fixture(scope="module")
def papers(world: World) -> None:
    printing.make_all()


@pytest.fixture(scope="module")
def mails(world: World, papers: None) -> list[tuple[Message, Any, str]]:
    """Every message of the world as the mail that it becomes, with all its text."""
    found = []
    for message in Message.objects.select_related("user").order_by("created_at"):
        mail = compose(message)
        found.append((message, mail, sinks.mail_text(mail)))
    return found


def test_the_nets_hold(world: World) -> None:
    """What is sought would be found: a word that does lie in a place is seen there."""
    word, user = "zqnote-group-by-sami", world.people["sami"]
    with as_if(), sinks.log_lines() as lines, sinks.tasks() as sent:
        logging.getLogger("django.request").warning("%s", word)
        deliver.delay(word)
        session = SessionStore()
        session["kept"] = word
        session.save()
        Event.objects.create(name=word, subject_type="x", subject_id=user.pk)
        cache.set("key", {"kept": word})
        tables = sinks.tables()
        nets = {"log": lines.getvalue(), "tasks": " ".join(sent), "sessions": " ".join(sinks.sessions())}
        nets |= {table: tables[table] for table in ("events_event", "cache") if table in tables}  # Redis has no table
    assert {name: found_in(net) for name, net in nets.items()} == {name: {word} for name in nets}
    assert {name for readers in WORDS.values() for name in readers} <= set(CAST)


def test_no_mail_and_no_calendar_file_holds_content_C1_C3(mails: list[tuple[Message, Any, str]]) -> None:
    held = {(message.template, word) for message, _mail, text in mails for word in found_in(text)}
    assert held == set()
    assert any("BEGIN:VCALENDAR" in text for _message, _mail, text in mails)
    assert any("%PDF" in text or "application/pdf" in text or ".pdf" in text for _message, _mail, text in mails)


def test_a_subject_names_nobody_no_supervision_and_no_code_C1(
    mails: list[tuple[Message, Any, str]], world: World
) -> None:
    names = [part.lower() for name, _address in CAST.values() for part in name.split()]
    codes = [process.code.lower() for process in world.processes.values()]
    for message, mail, _text in mails:
        told = [word for word in [*names, *codes, "työnohja", "arbetshandled"] if word in mail.subject.lower()]
        assert not told, (message.template, mail.subject)


def test_a_mail_names_its_reader_and_no_other_member_C1_C4(mails: list[tuple[Message, Any, str]], world: World) -> None:
    """Nobody whom its reader may not read on a page; addresses neither, but for those that an answer goes to."""
    by_address = {address: name for name, (_full, address) in CAST.items()}
    for message, mail, text in mails:
        [reader] = [by_address.get(address, "bertta") for address in mail.to]
        strange = planted.strange_to(reader, world) - set(mail.reply_to or [])
        told = [word for word in strange if word in text]
        assert not told, (message.template, mail.to, told)


def test_an_invoice_and_its_metadata_hold_no_content_C17(papers: None) -> None:
    rows = list(Paper.objects.select_related("invoice"))
    assert rows
    for paper in rows:
        assert paper.pdf, f"{paper.invoice.number} was not printed"
        text = sinks.pdf_text(bytes(paper.pdf)) + paper.invoice.frozen().file_name + paper.invoice.document
        assert found_in(text) == set()
        assert "Lehtola" not in text or "Aino" not in text, "names only where the agreement has its switch on"


def test_events_and_messages_hold_no_content_C9_C10_C34(world: World) -> None:
    events = [(event.name, str(event.facts)) for event in Event.objects.all()]
    messages = [
        (message.template, f"{message.facts} {message.link} {message.key}") for message in Message.objects.all()
    ]
    assert len(events) > 50
    assert [(name, word) for name, text in events + messages for word in found_in(text)] == []


def test_a_dump_holds_content_as_ciphertext_alone_C27(world: World, browsers: dict[str, Client]) -> None:
    """Every column of every table, sessions and the cache among them, after everybody has been at work."""
    _write_content(world, browsers["sami"])
    dump = sinks.tables()
    assert len(dump) > 40
    assert {(table, word) for table, text in dump.items() for word in found_in(text) & CONTENT} == set()


def test_no_session_holds_content_C30(world: World, browsers: dict[str, Client]) -> None:
    """Nor one in which a form was refused, or whose owner was asked to sign in again while writing."""
    with as_if():
        _write_content(world, browsers["sami"], outcome="nonsense")
        _write_content(world, browsers["aino by code"])
        _write_content(world, browsers["nobody"])
        assert Session.objects.count() >= len(CAST)
        assert [word for text in sinks.sessions() for word in found_in(text)] == []


def test_no_log_line_holds_content_C30(world: World, browsers: dict[str, Client]) -> None:
    """Of pages that show it, forms that take it, addresses that carry it, and a view that breaks while it holds it."""
    with sinks.log_lines() as lines:
        for name, process, booking in (("aino", "aino_own", "aino_own held"), ("sami", "group", "group held")):
            visit(browsers[name], reverse("processes:detail", args=[world.processes[process].pk]))
            visit(browsers[name], reverse("bookings:detail", args=[world.bookings[booking].pk]))
        with as_if():
            _write_content(world, browsers["sami"])
            _write_content(world, browsers["sami"], outcome="nonsense")
        visit(browsers["laura"], f"{reverse('people:person_list')}?q=zqgoal-of-aino-alone")
        visit(browsers["nobody"], f"{reverse('bookings:list')}?q=zqgoal-of-aino-alone")
        broke = _break(browsers["sami"])
    assert broke.status == 500
    assert "breaks" in lines.getvalue()
    assert found_in(lines.getvalue()) == set()
    assert found_in(broke.body) == set()


@override_settings(DEBUG=True)
def test_even_a_debug_page_shows_no_content_C30(world: World, browsers: dict[str, Client]) -> None:
    """The exception's own text aside: whoever raises must not put content into it."""
    broke = _break(browsers["sami"], note="", q="")
    assert broke.status == 500
    assert found_in(_break(browsers["sami"], q="").body) <= {"zqnote-group-by-sami"}


def test_no_task_carries_content_C30(built: Built, papers: None) -> None:
    """Whatever the world has asked the workers to do, and its papers: ids alone."""
    with sinks.tasks() as later:
        for _savepoints, function, _robust in list(connection.run_on_commit):
            function()
    sent = [*built.asked, *later]
    assert len(sent) > 20
    assert [word for text in sent for word in found_in(text)] == []


def _write_content(world: World, client: Client, **instead: str) -> None:
    """Post a log full of planted words, as the log's form does."""
    form = {
        "csrfmiddlewaretoken": "token",
        "themes": "zqtheme-group-shared",
        "assignment": "zqassignment-group",
        "note": "zqnote-group-by-sami",
        **instead,
    }
    client.raise_request_exception = False
    client.post(reverse("bookings:log", args=[world.bookings["group held"].pk]), form)


def _break(client: Client, *, note: str = "zqnote-group-by-sami", q: str = "zqgoal-of-aino-alone") -> Any:
    with override_settings(ROOT_URLCONF="tests.harness.broken"):
        return visit(client, f"/breaks/?q={q}", method="POST", data={"note": note})
