"""Two people at one page at the same moment: neither loses, nobody waits for ever."""

import threading
from collections.abc import Callable
from http.cookies import SimpleCookie
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse
from wagtail.models import WorkflowState

from hm_site.organisations.review import decisions
from hm_site.translation import batches, editor, orders, receivers, work
from hm_site.translation.models import TranslationOrder
from hm_site.translation.segments import source_segments
from resources.models import SupportOfferingPage
from tests import factories
from tests.moderation.test_at_once import signed_in

pytestmark = pytest.mark.django_db(transaction=True)

OLD, NEW = "0701111111", "0702222222"


def linked(number: str) -> str:
    return f'<p><a href="tel:{number}">Ring oss</a> nu.</p>'


@pytest.fixture
def source() -> SupportOfferingPage:
    page = factories.offering(factories.organisation("kommun-a"), "Samtal för nya")
    page.what_happens = linked(OLD)
    page.save_revision().publish()
    return page


def together(*acts: Callable[[], Any]) -> list[Any]:
    """What each returned, or its error, all begun at the same moment."""
    gate = threading.Barrier(len(acts), timeout=60)
    answers: list[Any] = [None] * len(acts)

    def run(number: int, act: Callable[[], Any]) -> None:
        connection.ensure_connection()
        try:
            gate.wait()
            answers[number] = act()
        except Exception as error:  # noqa: BLE001 - shown by the assertion
            answers[number] = repr(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def post(cookies: SimpleCookie, url: str, data: dict[str, str]) -> int:
    client = Client(raise_request_exception=False)
    client.cookies = SimpleCookie(cookies.output(header="", sep=";"))
    return client.post(url, data).status_code


def write_all(source: Any, mark: str, user: Any) -> None:
    for segment in source_segments(source):
        text = segment.string.data.replace("Ring oss", f"{mark} Ring oss")
        words = text if "<a" in text else f"{mark} {text}"
        work.write(segment, "ar", words, user)


def waiting(source: Any, user: Any) -> tuple[WorkflowState, str]:
    revision = work.submit(source, "ar", user).revision
    page = revision.content_object.specific
    return page.current_workflow_state, decisions.version(revision)


def test_a_swedish_version_and_a_translation_are_approved(
    source: SupportOfferingPage,
) -> None:
    translator = factories.member("translator", "ar")
    reviewer = factories.member("reviewer", "ar")
    write_all(source, "ع", translator)
    state, shown = waiting(source, translator)
    decisions.approve(state.pk, reviewer, shown=shown)
    write_all(source, "ب", translator)
    state, shown = waiting(source, translator)
    draft = SupportOfferingPage.objects.get(pk=source.pk)
    draft.what_happens = linked(NEW)
    revision = draft.save_revision(user=factories.editor(draft.get_parent().specific))
    swedish = draft.get_workflow().start(draft, revision.user)
    moderator, second = signed_in(factories.moderator()), signed_in(reviewer)
    under_way, real = threading.Event(), receivers.rendering.follow_all

    def follow_all(page: Any) -> Any:
        """Long enough for the other to take the translation's row, if it could."""
        under_way.set()
        threading.Event().wait(1)
        return real(page)

    def approve_swedish() -> int:
        url = reverse("review_approve", args=[swedish.pk])
        return post(moderator, url, {"shown": decisions.version(revision)})

    def approve_translation() -> int:
        under_way.wait(30)
        url = reverse("review_approve", args=[state.pk])
        return post(second, url, {"shown": shown})

    with patch.object(receivers.rendering, "follow_all", follow_all):
        answers = together(approve_swedish, approve_translation)

    assert answers == [302, 302]
    page = work.target_of(source, "ar")
    assert page is not None
    assert NEW in SupportOfferingPage.objects.get(pk=source.pk).what_happens
    assert NEW in page.what_happens
    assert "ب" in page.what_happens


def test_of_two_translators_who_save_the_second_is_told(
    source: SupportOfferingPage,
) -> None:
    names = ("translator-1", "translator-2")
    people = [factories.member("translator", "ar", name) for name in names]
    url = reverse("translation_edit", args=[source.pk, "ar"])
    found = [x for x in editor.lines(source, "ar") if "<a" not in x.segment.string.data]

    def save(person: Any, mark: str) -> Callable[[], int]:
        cookies = signed_in(person)
        data = {f"{line.name}-was": "" for line in found}
        data |= {line.name: f"{mark} {line.segment.string.data}" for line in found}
        return lambda: post(cookies, url, data)

    answers = together(save(people[0], "ع"), save(people[1], "ب"))

    assert sorted(answers) == [302, 422]
    written = {text.data[0] for text in work.texts(source, "ar").values()}
    assert written == ({"ع"} if answers[0] == 302 else {"ب"})


@pytest.fixture
def ordered_and_waiting(source: SupportOfferingPage) -> tuple[int, Callable[[], int]]:
    """A batch that orders Arabic, and the approval that fulfils the order."""
    translator, reviewer = (
        factories.member(x, "ar") for x in ("translator", "reviewer")
    )
    coordinator = factories.member("coordinator")
    write_all(source, "ع", translator)
    state, shown = waiting(source, translator)
    orders.place(source.pk, ["ar"], orders.Wish(), coordinator)
    batch = batches.ask([source.pk], ["ar", "ti"], orders.Wish(priority=1), coordinator)
    cookies = signed_in(reviewer)
    url = reverse("review_approve", args=[state.pk])
    return batch.pk, lambda: post(cookies, url, {"shown": shown})


@pytest.mark.parametrize("first", ["batch", "approval"])
def test_an_order_and_the_approval_that_fulfils_it(
    ordered_and_waiting: tuple[int, Callable[[], int]],
    first: str,
) -> None:
    batch, approve = ordered_and_waiting
    begun, other = threading.Event(), threading.Event()
    place, fulfil = orders.place, orders.fulfil

    def stay() -> None:
        """In the middle, for as long as the other might need to come in between."""
        begun.set()
        other.wait(2)

    def placing(*args: Any) -> int:
        made = place(*args)
        stay() if first == "batch" else other.set()
        return made

    def fulfilling(*args: Any) -> Any:
        done = fulfil(*args)
        stay() if first == "approval" else other.set()
        return done

    def after(act: Callable[[], Any]) -> Callable[[], Any]:
        return lambda: (begun.wait(10), act())[1]

    def step() -> bool:
        return batches.step(batch)

    acts = (step, after(approve)) if first == "batch" else (after(step), approve)
    with (
        patch.object(orders, "place", placing),
        patch.object(orders, "fulfil", fulfilling),
    ):
        assert together(*acts) == [True, 302]
    left = TranslationOrder.objects.values_list("language", flat=True)
    assert list(left) == ["ti"]
