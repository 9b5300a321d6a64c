"""When an employer's people change, the processes follow."""

from typing import Any

from django.db.models import Q

from tyonohjaus.events.models import Event
from tyonohjaus.events.record import on, record
from tyonohjaus.lib import clock
from tyonohjaus.people.models import User

from .models import Participant, Payer


@on("employment.begun", "employment.manager_changed", "employment.ended")
def ask_the_new_manager(event: Event, employment: Any) -> None:
    """Who says yes for this employee from now on; what was answered before stays with whoever answered (C12)."""
    before, now = event.facts["before"], event.facts["now"]
    rows = Participant.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=clock.today()),
        user=employment.employee_id,
        capacity=Participant.As.SUPERVISEE,
        manager=before,
        process__payer__in=[Payer.EMPLOYER, Payer.INTERNAL],
    )
    if before is None:
        rows = rows.filter(process__organisation=employment.organisation_id)
    by = User.objects.filter(pk=event.actor).first()
    for row in rows.select_related("process").order_by("pk"):
        row.manager_id = now
        row.save(update_fields=["manager"])
        record("process.manager_changed", subject=row.process, by=by, person=row.user_id, before=before, now=now)
