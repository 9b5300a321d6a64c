"""What does not fit together in an agreement: the field beside which it is told, and the sentence.

Each check takes the values as far as they were understood, and the process that is changed (None for a new one).
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from processes.heads import HEADS, fit
from processes.models import Payer, People, Process, State
from tyonohjaus.lib import clock
from tyonohjaus.people.models import ApprovalMode

Fault = tuple[str, str]
Check = Callable[[dict[str, Any], Process | None], Iterator[Fault]]


def _heads(values: dict[str, Any], process: Process | None) -> Iterator[Fault]:
    people, kind = values.get("supervisees"), values.get("kind", "")
    if people is None or kind not in HEADS or fit(kind, len(people), before=_here(process)):
        return
    least, most = HEADS[kind]
    if most == 1:
        yield "supervisees", _("Here one person meets the supervisor. Tick one, or choose another kind.")
    elif least == most:
        yield "supervisees", _("A pair has two people. Tick two, or choose another kind.")
    elif len(people) < least:
        yield "supervisees", _("Here several people meet. Tick at least two, or choose “Individual”.")
    else:
        sentence = _("Here at most %(most)d people meet. Take some ticks away, or start a second process for them.")
        yield "supervisees", sentence % {"most": most}


def _here(process: Process | None) -> int | None:
    """How many there are now: who leaves may always leave."""
    if process is None or HEADS[process.kind].is_one_number:
        return None
    return process.participants.supervised().filter(ends_on=None).count()


def _one_place_each(values: dict[str, Any], _process: Process | None) -> Iterator[Fault]:
    supervisor, other = values.get("supervisor"), values.get("co_supervisor")
    if supervisor and supervisor == other:
        yield "co_supervisor", _("This is the supervisor already. Choose somebody else, or none.")
    people = set(values.get("supervisees") or ())
    if people & {supervisor, other}:
        yield "supervisees", _("A supervisor cannot be a supervisee in the same process. Take the tick away.")
    elif supervisor and people and values.get("payer"):
        yield from _own_manager(values, supervisor, other)


def _own_manager(values: dict[str, Any], supervisor: Any, other: Any) -> Iterator[Fault]:
    """Nobody opens up to who decides about their work (DOMAIN 2.3)."""
    trial = Process(organisation=values.get("organisation"), payer=values["payer"])
    people = People(supervisor=supervisor, co_supervisor=other, supervisees=tuple(values["supervisees"]))
    if person := trial.supervisee_of_their_manager(people):
        sentence = _(
            "%(name)s would be supervised by their own manager. Choose another supervisor, or take the tick away."
        )
        yield "supervisees", sentence % {"name": person.name}


def _payer(values: dict[str, Any], _process: Process | None) -> Iterator[Fault]:
    payer, organisation = values.get("payer"), values.get("organisation")
    if payer == Payer.EMPLOYER and organisation is None:
        yield "organisation", _("Choose the employer that pays.")
    if payer == Payer.EMPLOYER and organisation and organisation.own_of_id:
        yield "organisation", _("This is a supervisee's own business. Choose “Supervisee” as the payer.")
    if payer == Payer.SELF and organisation and organisation.own_of_id not in _keys(values):
        yield "organisation", _("This is not the own business of a supervisee ticked above. Choose theirs, or none.")
    if payer == Payer.INTERNAL and values.get("price") is not None:
        yield "price", _("Internal supervision has no price and no invoice. Empty the price.")


def _references(values: dict[str, Any], _process: Process | None) -> Iterator[Fault]:
    """What its accounts payable would send back; what is missing may stand on the organisation."""
    organisation = values.get("organisation")
    given = {name: values.get(name) or "" for name in ("buyer_reference", "order_number")}
    for unmet in organisation.unmet(given) if organisation else ():
        if unmet.found:
            yield unmet.what, _("The payer takes only one that begins so: %(begins)s.") % {"begins": unmet.begins}


def _free(values: dict[str, Any], _process: Process | None) -> Iterator[Fault]:
    """An introductory meeting: no employer, no price, no content (S0-5)."""
    if values.get("payer") != Payer.NOBODY:
        return
    if values.get("organisation") is not None:
        yield "organisation", _("An introductory meeting has no employer. Choose none.")
    if values.get("price") is not None:
        yield "price", _("An introductory meeting is free of charge. Empty the price.")
    if not values.get("no_content"):
        yield "no_content", _("Nothing is stored of an introductory meeting. Leave the tick there.")
    if values.get("approval") not in {"", None, ApprovalMode.NONE}:
        yield "approval", _("No manager hears of an introductory meeting. Choose “No approval”.")


def _managers(values: dict[str, Any], _process: Process | None) -> Iterator[Fault]:
    """Times would wait for a yes that nobody can give."""
    organisation, approval = values.get("organisation"), values.get("approval")
    if values.get("payer") != Payer.EMPLOYER or organisation is None:
        return
    if (approval or organisation.approval) not in {ApprovalMode.SERIES, ApprovalMode.EACH}:
        return
    trial = Process(organisation=organisation, payer=Payer.EMPLOYER)
    without = [person for person in values.get("supervisees") or () if trial.manager_of(person) is None]
    if without:
        pages = ((reverse("people:person_edit", args=[person.pk]), person.name) for person in without)
        sentence = _(
            "Nobody can approve times for: {names}. Add a manager on their page first. "
            "It opens in a new tab; what you have written stays here."
        )
        links = format_html_join(", ", '<a href="{}" target="_blank">{}</a>', pages)
        yield "supervisees", format_html(sentence, names=links)


def _frame(values: dict[str, Any], process: Process | None) -> Iterator[Fault]:
    frame = values.get("frame")
    if frame is None:
        return
    if values.get("organisation") != frame.organisation:
        yield "frame", _("This is another organisation's framework agreement. Choose one of the organisation above.")
    elif values.get("starts_on") and not frame.holds_on(max(values["starts_on"], frame.starts_on)):
        yield "frame", _("This framework agreement ended before the first day. Choose another, or none.")
    elif process is None and values.get("starts_on") and not frame.holds_on(values["starts_on"]):
        yield "frame", _("This framework agreement is not in force on the first day. Choose another, or none.")


def _rhythm(values: dict[str, Any], _process: Process | None) -> Iterator[Fault]:
    least, most = values.get("every_weeks"), values.get("every_weeks_most")
    if values.get("rhythm") != "weeks":
        return
    if least is None:
        yield "every_weeks", _("Write how many weeks lie between two sessions.")
    elif most is not None and most < least:
        yield "every_weeks_most", _("This is less than the number before it. Write a larger one, or leave it empty.")


def _days(values: dict[str, Any], process: Process | None) -> Iterator[Fault]:
    starts, ends = values.get("starts_on"), values.get("ends_on")
    if starts and ends and ends < starts:
        yield "ends_on", _("The last day is before the first. Check both.")
    if process and process.state == State.OVER:
        yield from _over(values, process)
    change = values.get("people_from")
    if process and change and change < clock.today():
        yield "people_from", _("People change today or later: what is past stays as it was.")


def _over(values: dict[str, Any], process: Process) -> Iterator[Fault]:
    """Who goes may go, and what the last invoice lacks may be filled in; nobody comes any more."""
    way_on = format_html(
        '<a href="{}">{}</a>', reverse("processes:reopening", args=[process.pk]), _("Take it up again")
    )
    here = set(process.participants.filter(ends_on=None).values_list("user", flat=True))
    wanted = _keys(values) | {one.pk for one in (values.get("supervisor"), values.get("co_supervisor")) if one}
    if wanted - here:
        sentence = _("This supervision has ended, and nobody joins it any more. {way_on}, and add them there.")
        yield "supervisees", format_html(sentence, way_on=way_on)
    for name in ("starts_on", "ends_on"):
        if values.get(name) != getattr(process, name) and name in values:
            yield name, format_html(_("This supervision has ended, and its days stay. {way_on}."), way_on=way_on)


ALL: tuple[Check, ...] = (_heads, _one_place_each, _payer, _references, _free, _frame, _managers, _rhythm, _days)


def _keys(values: dict[str, Any]) -> set[Any]:
    return {person.pk for person in values.get("supervisees") or ()}
