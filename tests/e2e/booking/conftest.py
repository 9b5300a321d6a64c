import pytest

from processes.models import Process
from tests import factories
from tests.e2e.town import live, nursery, served, the_day, town, worker  # noqa: F401 (the fixtures of these stories)
from tyonohjaus.people.models import Organisation, User


@pytest.fixture
def eeros(kuuloke: object, eero: User, sami: User, lehtola: Organisation) -> Process:
    """Eero's own process, as Aino has hers."""
    return factories.make_process(
        supervisor=sami, supervisees=[eero], organisation=lehtola, agreed_count=10, attendance="names"
    )
