"""Many moderators press "approve" on one page at the same moment: it happens once."""

import threading
from http.cookies import SimpleCookie
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.urls import reverse
from wagtail.models import PageLogEntry, WorkflowState

from hm_site.organisations.review import decisions
from hm_site.organisations.review.models import Approval
from resources.models import SupportOfferingPage
from tests import factories

MODERATORS = 5

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def waiting() -> WorkflowState:
    """An offering that its editor has submitted."""
    ours = factories.organisation("kommun-a")
    editor = factories.editor(ours)
    page = factories.offering(ours, "Samtal i kyrkan", live=False)
    page.get_latest_revision_as_object().save_revision(user=editor)
    page.refresh_from_db()
    return page.get_workflow().start(page, editor)


@pytest.mark.parametrize(
    "attempts",
    [
        pytest.param(50, marks=pytest.mark.postgresql),
        # One writer at a time: more would only wait longer.
        pytest.param(10, marks=pytest.mark.sqlite),
    ],
)
def test_one_approves_and_all_others_are_told_who_it_was(
    waiting: WorkflowState, attempts: int
) -> None:
    people = [factories.moderator(f"moderator-{n}") for n in range(MODERATORS)]
    shown = decisions.version(waiting.content_object.get_latest_revision())

    answers = press_at_once(waiting, shown, people, attempts)

    page = SupportOfferingPage.objects.get()
    (approval,) = Approval.objects.all()
    assert page.live
    assert page.live_revision_id == approval.revision_id
    published = PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish")
    assert published.count() == 1
    waiting.refresh_from_db()
    assert waiting.status == WorkflowState.STATUS_APPROVED
    assert waiting.task_states.count() == 1

    first = f"{approval.approved_by} godkände granskningen"
    done = [
        told
        for told in answers
        if told == "”Samtal i kyrkan” är godkänd och publicerad."
    ]
    late = [told for told in answers if told.startswith(first)]
    assert (len(done), len(late)) == (1, attempts - 1), answers


def press_at_once(
    state: WorkflowState, shown: str, people: list[Any], attempts: int
) -> list[str]:
    """What each was told; an error instead of an answer stands there by its name."""
    url = reverse("review_approve", args=[state.pk])
    sessions = [signed_in(person) for person in people]
    together = threading.Barrier(attempts, timeout=60)
    answers: list[str] = []

    def press(cookies: SimpleCookie) -> None:
        client = Client()
        client.cookies = SimpleCookie(cookies.output(header="", sep=";"))
        connection.ensure_connection()
        try:
            together.wait()
            response = client.post(url, {"shown": shown})
            (message,) = get_messages(response.wsgi_request)
            answers.append(str(message))
        except Exception as error:  # noqa: BLE001 - shown by the assertion
            answers.append(repr(error))
        finally:
            connection.close()

    threads = [
        threading.Thread(target=press, args=(sessions[number % len(sessions)],))
        for number in range(attempts)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def signed_in(person: Any) -> SimpleCookie:
    client = Client()
    client.force_login(person)
    return client.cookies
