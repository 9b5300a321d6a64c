"""Where one session meets, written by its supervisors for its people: content, as the room of all its process is."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from bookings.forms.whereabouts import WhereaboutsForm
from bookings.models import Booking, Whereabouts
from tyonohjaus.access import Action, needs
from tyonohjaus.lib.moves import ChangedMeanwhile
from tyonohjaus.ui.htmx import respond, see_other
from tyonohjaus.ui.inputs import posted
from tyonohjaus.ui.kept import keeps_text
from tyonohjaus.ui.meanwhile import tell_meanwhile


@keeps_text({name: WhereaboutsForm.base_fields[name].label or "" for name in ("url", "point")}, also=("seen",))
@needs(Action.MEETING_LINK_WRITE, on=Booking)
def whereabouts(request: HttpRequest, booking: Booking) -> HttpResponse:
    form = WhereaboutsForm(posted(request), place=booking.place)
    if request.method == "POST" and form.named not in request.POST:  # it has another kind of place by now
        changed = _("The session has changed in the meantime. Nothing was done now; below it is as it is now.")
        form.add_error(None, changed)
    if request.method == "POST" and form.is_valid() and _written(form, booking, request.user):
        messages.success(request, _("Saved for this session."))
        return see_other(booking)
    if request.method != "POST":
        row = Whereabouts.objects.visible_to(request.user).filter(booking=booking).first()
        form.initial = {form.named: _text(row, form, request.user), "seen": _stand(row, form)}
    return respond(request, "bookings/whereabouts.html", {"form": form, "booking": booking})


def _written(form: WhereaboutsForm, booking: Booking, user: Any) -> bool:
    """No, where the other supervisor, or another window, has written it meanwhile."""
    said = {form.named: form.cleaned_data[form.named]}
    try:
        Whereabouts.write(booking=booking, by=user, seen=form.was, **said)
    except ChangedMeanwhile:
        row = Whereabouts.objects.get(booking=booking)
        tell_meanwhile(form, seen=_stand(row, form), texts={form.named: _text(row, form, user)})
    return not form.errors


def _stand(row: Whereabouts | None, form: WhereaboutsForm) -> str:
    return row.stand(f"{form.named}_sealed") if row else ""


def _text(row: Whereabouts | None, form: WhereaboutsForm, user: Any) -> str:
    return row.readable_text(f"{form.named}_sealed", by=user) if row else ""
