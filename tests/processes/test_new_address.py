"""A person's new address is told to the supervisors of all their processes."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from processes.models import Participant
from tests.factories import make_process
from tyonohjaus.events.record import record
from tyonohjaus.outbox.models import Message
from tyonohjaus.people.models import Practice, User


def reads_of_participants(person: User, by: User) -> int:
    with CaptureQueriesContext(connection) as asked:
        record("person.address_changed", subject=person, by=by)
    return sum(f'FROM "{Participant._meta.db_table}"' in one["sql"] for one in asked.captured_queries)


@pytest.mark.django_db
def test_who_supervises_is_read_once_for_one_process_and_for_three(
    kuuloke: Practice, aino: User, sami: User, kaisa: User, laura: User
) -> None:
    make_process(supervisor=sami, supervisees=[aino])
    for_one = reads_of_participants(aino, laura)

    for _more in range(2):
        make_process(supervisor=kaisa, supervisees=[aino])

    assert reads_of_participants(aino, laura) == for_one
    assert Message.objects.filter(user=kaisa).count() == 1  # one mail, however many they share
