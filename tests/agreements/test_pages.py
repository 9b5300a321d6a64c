"""The agreement on its pages: composed, read, accepted, by each who may and by nobody else."""

from dataclasses import fields
from datetime import date
from typing import Any

import pytest
from django.test import Client

from agreements.models import Answer, Signature, Status, Version
from agreements.sheet import Sheet
from processes.models import PersonalGoal, Process
from tests.agreements.paper import accepted, accepted_by, in_force, offered
from tests.factories import client_of
from tyonohjaus.people.models import User

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

TYPED = {
    "language": "fi",
    "employer_agrees": "on",
    "invites": "supervisee",
    "group_rule": "all",
    "evaluation_months": "6",
    "follow_up_months": "3",
    "retention_months": "12",
    "remote_rules": "on",
}


def url(version: Version, what: str = "") -> str:
    return f"/agreements/{version.pk}/{what}"


def compose(client: Client, process: Process, **typed: str) -> Any:
    return client.post(f"/processes/{process.pk}/agreements/new/", TYPED | typed)


def test_a_supervisor_reads_the_whole_text_and_offers_it_S4_11(aino_with_sami: Process, sami: User) -> None:
    client = client_of(sami)
    shown = compose(client, aino_with_sami, act="preview", expectations="Rauhaa työhön")
    assert shown.status_code == 200 and not Version.objects.exists()
    assert "Rauhaa työhön." in shown.content.decode()

    done = compose(client, aino_with_sami, act="offer", expectations="Rauhaa työhön", seen=shown.context["draft"].mark)

    assert done.status_code == 303
    version = Version.objects.get()
    assert "Rauhaa työhön." in version.text
    assert done["Location"] == url(version)
    assert client.get(url(version)).status_code == 200


def test_what_was_not_read_is_not_offered(aino_with_sami: Process, sami: User) -> None:
    client = client_of(sami)
    mark = compose(client, aino_with_sami, act="preview").context["draft"].mark

    again = compose(client, aino_with_sami, act="offer", expectations="Muuta", seen=mark)

    assert again.status_code == 422 and not Version.objects.exists()
    assert "Muuta." in again.content.decode()
    assert compose(client, aino_with_sami, act="offer", expectations="Muuta").status_code == 422
    mark = again.context["draft"].mark
    assert compose(client, aino_with_sami, act="offer", expectations="Muuta", seen=mark).status_code == 303


@pytest.mark.parametrize(
    "wrong",
    [
        {"expectations": "ä" * 10_000},
        {"evaluation_months": "0"},
        {"retention_months": "9" * 40},
        {"language": "de"},
        {"invites": "manager"},
        {"follow_up_months": ""},
    ],
)
def test_a_bad_form_is_told_beside_the_field_and_keeps_what_was_typed(
    aino_with_sami: Process, sami: User, wrong: dict[str, str]
) -> None:
    got = compose(client_of(sami), aino_with_sami, act="offer", seen="x", methods="Omat sanat", **wrong)

    assert got.status_code == 422 and not Version.objects.exists()
    assert "Omat sanat" in got.content.decode()
    assert set(got.context["form"].errors) == set(wrong)


def test_a_party_accepts_exactly_what_they_read(aino_with_sami: Process, aino: User, laura: User) -> None:
    version, client = offered(aino_with_sami, by=laura), client_of(aino)
    page = client.get(url(version)).content.decode()
    assert version.sha256 in page and 'name="decision"' in page

    done = client.post(url(version, "acceptance/"), {"decision": "accept", "shown": version.sha256})

    assert done.status_code == 303
    given = Signature.objects.get(version=version, user=aino)
    assert (given.answer, given.via, given.role) == ("accepted", "portal", "supervisee")
    assert 'name="decision"' not in client.get(url(version)).content.decode()


def test_who_comes_too_late_reads_how_it_stands(aino_with_sami: Process, aino: User, laura: User) -> None:
    """Replaced while she read it; pressed twice; withdrawn: the page again, and nothing was done."""
    first, client = offered(aino_with_sami, by=laura), client_of(aino)
    second = offered(aino_with_sami, by=laura, expectations="Muuta")
    late = client.post(url(first, "acceptance/"), {"decision": "accept", "shown": first.sha256})
    assert late.status_code == 422 and late.context["late"]

    yes = {"decision": "accept", "shown": second.sha256}
    assert client.post(url(second, "acceptance/"), {**yes, "shown": first.sha256}).status_code == 422
    assert client.post(url(second, "acceptance/"), yes).status_code == 303
    assert client.post(url(second, "acceptance/"), yes).status_code == 422
    second.withdraw(by=laura)
    assert client.post(url(second, "acceptance/"), {**yes, "decision": "decline"}).status_code == 422
    assert client.post(url(second, "acceptance/"), {"decision": "perhaps"}).status_code == 422
    assert Version.objects.get(pk=second.pk).status == Status.WITHDRAWN


def test_a_no_is_shown_to_those_who_may_offer_another_and_names_nobody_to_the_others(
    aino_with_sami: Process, aino: User, maija: User, sami: User, laura: User
) -> None:
    version = accepted_by(offered(aino_with_sami, by=laura), aino)
    client_of(maija).post(url(version, "acceptance/"), {"decision": "decline", "shown": version.sha256})

    for user in (sami, laura):
        page = client_of(user).get(url(version))
        assert page.context["declined_by"] == "Maija Korhonen"
        assert "reason" not in page.content.decode().lower()
    assert client_of(aino).get(url(version)).context["declined_by"] == ""
    assert Version.objects.get(pk=version.pk).status == Status.DECLINED


def test_the_office_writes_down_a_signed_paper(aino_with_sami: Process, aino: User, maija: User, laura: User) -> None:
    version, client = accepted_by(offered(aino_with_sami, by=laura), aino), client_of(laura)
    signature = version.signatures.get(user=maija)

    assert client.post(url(version, "recorded/"), {"signature": "x"}).status_code == 422
    assert client.post(url(version, "recorded/"), {"signature": signature.pk}).status_code == 303

    signature.refresh_from_db()
    assert (signature.answer, signature.via, signature.recorded_by) == ("accepted", "paper", laura)
    assert client.post(url(version, "recorded/"), {"signature": signature.pk}).status_code == 422


def test_only_the_parties_the_supervisors_and_the_office_open_it(
    two_employers: Process, aino: User, eero: User, elina: User, sami: User, laura: User, maija: User, pekka: User,
    kaisa: User, outi: User,
) -> None:  # fmt: skip
    version = in_force(two_employers, by=laura)

    opened = {user.first_name: client_of(user).get(url(version)).status_code for user in
              (aino, eero, elina, sami, laura, maija, pekka, kaisa, outi)}  # fmt: skip
    assert opened == dict.fromkeys(["Aino", "Eero", "Elina", "Sami", "Laura", "Maija", "Pekka"], 200) | {
        "Kaisa": 404,
        "Outi": 404,
    }
    for user in (aino, maija):
        assert client_of(user).get(f"/processes/{two_employers.pk}/agreements/new/").status_code == 403
        assert client_of(user).post(url(version, "withdrawal/")).status_code == 403
    assert client_of(laura).post(url(version, "acceptance/"), {"decision": "accept"}).status_code == 403


def test_a_manager_of_one_employer_reads_no_name_of_the_others_people_C7_S2_5(
    two_employers: Process, maija: User, pekka: User, sami: User, laura: User
) -> None:
    version = in_force(two_employers, by=laura)
    lehtolas, merikantas = {"Aino Mäkelä", "Eero Virtanen", "Maija Korhonen"}, {"Elina Niemi", "Pekka Aaltonen"}

    def read(user: User) -> set[str]:
        page = client_of(user).get(url(version)).content.decode()
        return {name for name in lehtolas | merikantas if name in page}

    assert read(pekka) == merikantas
    assert read(maija) == lehtolas
    assert read(sami) == lehtolas | merikantas


def test_a_reader_is_given_these_fields_and_no_other_C7() -> None:
    assert {field.name for field in fields(Sheet)} == {
        "language", "name", "title", "kind", "facts", "sides", "sections", "given_heading", "given_columns", "given",
        "others_gave", "digest",
    }  # fmt: skip


def test_what_aino_pays_herself_is_closed_to_her_manager_and_to_her_work_mailbox_C6(
    self_paid: Process, aino: User, maija: User, pekka: User, kaisa: User
) -> None:
    self_paid.participants.filter(user=aino).update(manager=maija)  # written down, and yet nothing
    version = in_force(self_paid, by=kaisa)

    assert client_of(aino).get(url(version)).status_code == 200
    for client in (client_of(maija), client_of(pekka), client_of(aino, content=False)):
        for address in ("", "pdf/"):
            assert client.get(url(version, address)).status_code == 404
    home = client_of(aino, content=False).get("/", follow=True).content.decode()
    assert str(version.pk) not in home and self_paid.code not in home


def test_a_personal_goal_is_no_part_of_it_in_any_form(aino_with_sami: Process, aino: User, laura: User) -> None:
    PersonalGoal.write(process=aino_with_sami, owner=aino, text="zqgoal-planted")

    version = in_force(aino_with_sami, by=laura)

    assert "zqgoal" not in version.text + version.document


def test_a_new_manager_is_asked_anew_and_the_old_one_reads_no_more_C12(
    aino_with_sami: Process, aino: User, maija: User, pekka: User, sami: User, laura: User
) -> None:
    first = in_force(aino_with_sami, by=laura)
    aino.employments.get().change_manager(to=pekka, by=laura)

    assert client_of(maija).get(url(first)).status_code == 404
    assert client_of(pekka).get(url(first)).status_code == 404  # what Maija agreed to is not his
    assert Version.objects.get(pk=first.pk).differs_since

    second = offered(aino_with_sami, by=laura)
    waiting = set(second.signatures.waiting().values_list("user__name", flat=True))  # Aino's yes stands
    assert waiting == {"Pekka Aaltonen", "Sami Rautio"}
    assert second.signatures.get(user=aino).given_to == 1
    assert client_of(pekka).get(url(second)).status_code == 200
    assert accepted(second).status == Status.IN_FORCE
    assert "versiossa 1" in client_of(aino).get(url(second)).content.decode()


def test_a_new_price_is_shown_and_offered_in_one_click_S0_17(
    aino_with_sami: Process, aino: User, sami: User, laura: User
) -> None:
    in_force(aino_with_sami, by=laura)
    process = Process.objects.get(pk=aino_with_sami.pk)
    people = process_people(process)
    process.change(people=people, by=laura, price="190.00")
    assert "notice--waits" in client_of(sami).get(f"/processes/{process.pk}/").content.decode()

    client = client_of(sami)
    page = client.get(f"/processes/{process.pk}/agreements/new/")
    assert page.context["draft"].news == ["price"]
    assert all(part.heading in page.content.decode() for part in page.context["text"].sections)
    assert compose(client, process, act="offer", seen=page.context["draft"].mark).status_code == 303

    version = Version.objects.order_by("-number")[0]
    assert version.signatures.get(user=aino).answer == Answer.ACCEPTED  # the price is not hers to pay
    assert set(version.signatures.waiting().values_list("user__name", flat=True)) == {"Maija Korhonen"}
    assert not Version.objects.get(pk=version.pk).differs_since


def test_nothing_new_is_not_offered(aino_with_sami: Process, sami: User, laura: User) -> None:
    in_force(aino_with_sami, by=laura)
    client = client_of(sami)
    page = client.get(f"/processes/{aino_with_sami.pk}/agreements/new/")

    assert compose(client, aino_with_sami, act="offer", seen=page.context["draft"].mark).status_code == 422
    assert Version.objects.count() == 1


def test_a_process_without_a_written_agreement_is_as_usable_as_before(
    aino_with_sami: Process, aino: User, maija: User, sami: User
) -> None:
    for user in (aino, maija):
        page = client_of(user).get(f"/processes/{aino_with_sami.pk}/").content.decode()
        assert 'id="written"' not in page
    assert 'id="written"' in client_of(sami).get(f"/processes/{aino_with_sami.pk}/").content.decode()
    assert client_of(aino).get(f"/processes/{aino_with_sami.pk}/slots/").status_code == 200


def test_an_introductory_meeting_has_no_agreement_S0_5(aino_with_sami: Process, sami: User) -> None:
    Process.objects.update(
        payer="nobody", price=None, organisation=None, approval="none", no_content_since=date(2027, 1, 1)
    )

    assert client_of(sami).get(f"/processes/{aino_with_sami.pk}/agreements/new/").status_code == 404


def test_what_waits_is_told_on_the_homes_without_a_name(
    aino_with_sami: Process, aino: User, maija: User, laura: User
) -> None:
    def homes() -> list[bool]:
        return [url(version) in client_of(user).get("/", follow=True).content.decode() for user in (aino, maija)]

    version = offered(aino_with_sami, by=laura)
    assert homes() == [True, False]
    version.accept(by=aino)
    assert homes() == [False, True]


def process_people(process: Process) -> Any:
    from processes.models import Participant, People

    rows = {row.capacity: row.user for row in process.participants.all()}
    return People(supervisor=rows[Participant.As.SUPERVISOR], supervisees=(rows[Participant.As.SUPERVISEE],))
