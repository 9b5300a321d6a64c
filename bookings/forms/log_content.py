"""What the log asks of this person about one session, each field with the line that says who will see it."""

from typing import Any

from django.utils.translation import gettext as _

from bookings.readers import readers
from processes.models import Theme
from processes.parties import names
from processes.words import theme
from tyonohjaus.ui.fields import Who, tell

# Where nothing is kept, or for one who was not there, none of these is asked (C44, C23).
CONTENT = (
    "seen", "themes", "closed", "shared", "shared_note", "method", "title", "assignment", "due_on", "assignee",
    "pair_note", "note",
)  # fmt: skip


def ask_content(form: Any) -> None:
    """Each field says who will see it. Where nothing is kept, nothing is asked (C44)."""
    if not form.keeps_content:
        for name in CONTENT:
            del form.fields[name]
        return
    _ask_themes(form)
    _ask_assignment(form)
    supervisors = readers(form.booking, form.by, members=False)
    everybody = readers(form.booking, form.by, members=True)
    for name in ("shared_note", "method"):
        tell(form.fields[name], who=Who(_("Seen by: %(people)s.") % {"people": everybody}))
    tell(form.fields["pair_note"], who=Who(_("Seen by: %(people)s.") % {"people": supervisors}))
    tell(
        form.fields["note"],
        who=Who(_("The text is encrypted before it is saved."), "lock", _("Only you see this.")),
    )
    if len(form.supervisors) < 2:
        del form.fields["pair_note"]


def _ask_themes(form: Any) -> None:
    """Those that go on from the last times first, chosen already."""
    offered = [name for name in Theme.objects.offered().values_list("name", flat=True) if name not in form.carried]
    kept = [name for name in form.before.themes if name not in offered + form.carried]
    choices = [(name, theme(name)) for name in form.carried + offered + kept]
    form.fields["themes"].choices = choices
    one = len(form.members) == 1
    form.fields["shared"].label = (
        _("Show the themes to the supervisee too") if one else _("Show the themes to the group too")
    )
    tell(form.fields["themes"], chips=True, remark=_("at most five"))
    if form.carried:
        form.fields["themes"].help_text = _("What went on from last time is chosen already.")
        form.fields["closed"].choices = [(name, theme(name)) for name in form.carried]
        tell(form.fields["closed"], chips=True, remark=_("is not offered next time"))
    else:
        del form.fields["closed"]
    supervisors = readers(form.booking, form.by, members=False)
    tell(
        form.fields["shared"],
        who=Who(
            _("Seen by: %(supervisors)s; when you tick this, also %(members)s. Not the manager, not the office.")
            % {"supervisors": supervisors, "members": _members(form.members)}
        ),
    )


def _ask_assignment(form: Any) -> None:
    everybody = readers(form.booking, form.by, members=True)
    tell(form.fields["title"], who=Who(_("Seen by: %(people)s.") % {"people": everybody}))
    tell(form.fields["due_on"], remark=_("by the next session, if empty"))
    if len(form.members) < 2:
        del form.fields["assignee"]
        tell(form.fields["assignment"], who=Who(_("Seen by: %(people)s.") % {"people": everybody}))
        return
    one = _("Seen by: %(people)s. Given to one alone, the others do not see it.") % {"people": everybody}
    for name in ("title", "assignment"):
        tell(form.fields[name], who=Who(one))
    people = [(str(person.user_id), person.user.name) for person in form.members]
    was = form.before.assignee
    if was and str(was) not in dict(people):
        people.append((str(was), _("A former member")))
    form.fields["assignee"].choices = [("", _("All")), *people]


def _members(members: list[Any]) -> str:
    return names(members) if len(members) <= 2 else _("the members of the group")
