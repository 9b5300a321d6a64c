from uuid import UUID

from celery import shared_task

from tyonohjaus.lib import clock

from . import dropping, monthly_run, printing


@shared_task
def make_paper(pk: str) -> None:
    printing.make(UUID(pk))


@shared_task
def make_reminder(pk: str) -> None:
    printing.make_reminder(UUID(pk))


@shared_task
def make_fee_note(pk: str) -> None:
    printing.make_fee_note(UUID(pk))


@shared_task
def issue_ordered() -> None:
    monthly_run.issue_ordered(now=clock.now())


@shared_task
def drop(pk: str) -> None:
    dropping.drop(UUID(pk))


@shared_task
def sweep() -> None:
    """What the button was pressed for, papers to be made, files for the operator's folder; mail is the outbox's."""
    issue_ordered()
    printing.make_all()
    printing.make_all_reminders()
    printing.make_all_fee_notes()
    dropping.drop_all()


@shared_task
def draft_month() -> None:
    monthly_run.draft_once_a_day(now=clock.now())


@shared_task
def draft_anew() -> None:
    """A payer has said yes: what waited for that is on a draft at once. (Else with the next day's run.)"""
    now = clock.now()
    monthly_run.draft_month(monthly_run.month_that_ended(now), now=now)


@shared_task
def accept_silence() -> None:
    monthly_run.accept_silence(clock.today())
