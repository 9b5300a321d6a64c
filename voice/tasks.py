from celery import shared_task

from tyonohjaus.lib.moves import TooLate

from .models import ManagementMessage


@shared_task
def ask_anew() -> None:
    """A day has come on which somebody joins or leaves, as it was agreed long before."""
    for message in ManagementMessage.asked_of_others_than_now():
        try:
            message.reopen(by=None)
        except TooLate:
            continue  # sent or stopped at this very moment
