"""The directory in memory follows what is published, at once and in every process."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from hm_site.base import caches
from hm_site.base.formats import STOCKHOLM
from hm_site.base.models import PageTerm
from resources.index import FAR, directory_index, titles
from resources.models import OfferingSession, OfferingStatus, SupportOfferingPage
from tests.factories import offering, organisation, translate

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def known():
    """The index of an empty directory is in the cache before each test begins."""
    assert listed() == []


def listed() -> list[str]:
    return [entry.title for entry in directory_index().entries]


def marked(facet: str, value: str) -> list[str]:
    index = directory_index()
    bits = index.bits.get((facet, value), 0)
    return [index.entries[position].title for position in index.positions(bits)]


def draft(title: str = "Samtal", **fields: object) -> SupportOfferingPage:
    """A draft, made while the index without it is cached."""
    page = offering(title=title, live=False, **fields)
    assert listed() == []
    return page


def publish(page: SupportOfferingPage) -> None:
    page.save_revision().publish()
    page.live = True


# ------------------------------------------------------------------ at once
def test_a_draft_is_never_listed_and_is_once_published():
    page = draft()
    assert marked("concern", "worry") == []
    publish(page)
    assert listed() == ["Samtal"]
    assert marked("concern", "worry") == ["Samtal"]


def test_what_is_unpublished_is_gone():
    page = draft()
    publish(page)
    assert listed() == ["Samtal"]
    page.unpublish()
    assert listed() == []
    assert marked("concern", "worry") == []


def test_what_is_deleted_is_gone():
    page = draft()
    publish(page)
    assert listed() == ["Samtal"]
    page.delete()
    assert listed() == []


def test_a_changed_term_counts_when_it_is_published_and_not_before():
    page = draft()
    publish(page)
    assert marked("municipality", "halmstad") == ["Samtal"]
    page.terms = [term for term in page.terms.all() if term.vocabulary != "concern"]
    page.terms.add(PageTerm(vocabulary="concern", code="sleep"))
    revision = page.save_revision()
    assert (marked("concern", "worry"), marked("concern", "sleep")) == (["Samtal"], [])
    revision.publish()
    assert (marked("concern", "worry"), marked("concern", "sleep")) == ([], ["Samtal"])


def test_a_new_title_counts_when_it_is_published_and_not_before():
    page = draft()
    publish(page)
    page.title = "Nytt namn"
    revision = page.save_revision()
    assert listed() == ["Samtal"]
    revision.publish()
    assert listed() == ["Nytt namn"]


def test_a_changed_fact_counts_when_it_is_published():
    page = draft(age_min=18)
    publish(page)
    index = directory_index()
    assert (index.of_age(17), index.of_age(18)) == (0, 1)
    page.age_min, page.interpreter = 13, True
    publish(page)
    assert directory_index().of_age(17) == 1
    assert marked("interpreter", "1") == ["Samtal"]
    assert marked("childcare", "1") == []


@pytest.mark.parametrize("capacity", ["waiting-time", "full", "paused"])
def test_what_is_closed_for_a_while_stays_listed(capacity):
    page = draft()
    publish(page)
    OfferingStatus.objects.create(page=page, capacity=capacity)
    assert listed() == ["Samtal"]


def test_what_has_ended_leaves_the_list_without_being_published_anew():
    page = draft()
    publish(page)
    assert listed() == ["Samtal"]
    status = OfferingStatus.objects.create(page=page, capacity="ended")
    assert listed() == []
    assert marked("concern", "worry") == []
    status.capacity = "open"
    status.save()
    assert listed() == ["Samtal"]


def test_a_check_is_known_at_once():
    page = draft()
    publish(page)
    assert directory_index().entries[0].checked_on is None
    status = OfferingStatus.objects.create(page=page, checked_on=date(2026, 1, 2))
    assert directory_index().entries[0].checked_on == date(2026, 1, 2)
    status.delete()
    assert directory_index().entries[0].checked_on is None


def test_a_change_by_another_process_is_seen():
    """Rows written without any signal of this process, and the version with them."""
    page = draft()
    publish(page)
    assert listed() == ["Samtal"]
    SupportOfferingPage.objects.filter(pk=page.pk).update(live=False)
    assert listed() == ["Samtal"]  # the cache is what answers
    caches.bump_version()
    assert listed() == []


def test_a_known_index_costs_the_version_alone(django_assert_num_queries):
    publish(draft())
    directory_index()
    with django_assert_num_queries(1):
        directory_index()


def test_the_index_costs_the_same_for_one_and_for_many():
    owner = organisation()
    costs = []
    for number in range(3):
        offering(owner, f"Stöd {number}", sessions=[{"weekday": number}])
        with CaptureQueriesContext(connection) as queries:
            assert len(directory_index().entries) == number + 1
        costs.append(len(queries))
    assert costs[0] == costs[1] == costs[2] <= 8


# -------------------------------------------------------------- what is left out
def test_what_is_over_is_left_out_and_what_ends_today_is_not():
    today = timezone.localdate()
    offering(title="Slut", valid_to=today - timedelta(days=1))
    offering(title="Sista dagen", valid_to=today)
    offering(title="Börjar", valid_from=today + timedelta(days=30))
    assert sorted(listed()) == ["Börjar", "Sista dagen"]


def test_what_has_expired_is_left_out_before_the_scheduler_runs():
    page = offering(title="Utgånget")
    assert listed() == ["Utgånget"]
    page.expire_at = timezone.now() - timedelta(minutes=1)
    page.save()
    assert page.live
    assert listed() == []


def test_a_translation_is_no_second_offering():
    page = offering(title="Samtal")
    translated = translate(page, "ar", title="محادثة")
    assert listed() == ["Samtal"]
    assert titles("ar") == {page.translation_key: "محادثة"}
    translated.unpublish()
    assert titles("ar") == {}
    assert listed() == ["Samtal"]


def test_a_translated_title_in_waiting_is_not_used():
    page = offering(title="Samtal")
    translated = translate(page, "ar", live=False, title="محادثة")
    assert titles("ar") == {}
    translated.get_latest_revision().publish()
    assert titles("ar") == {page.translation_key: "محادثة"}


# ------------------------------------------------------------------------- times
def test_days_are_those_on_which_something_is_still_held():
    today = timezone.localdate()
    yesterday = today - timedelta(days=1)
    offering(
        title="Samtal",
        sessions=[
            {"weekday": 1},
            {"weekday": 2, "last": yesterday},
            {"weekday": 3, "last": today + timedelta(days=30)},
            {"weekday": yesterday.weekday(), "every": "once", "first": yesterday},
        ],
    )
    held = [day for day in ("mon", "tue", "wed", "thu", "fri") if marked("day", day)]
    assert held == ["tue", "thu"]


def test_a_session_that_means_nothing_breaks_nothing():
    page = offering(title="Samtal", sessions=[{"weekday": 1}])
    OfferingSession.objects.create(
        page=page, weekday=4, start=time(13), end=time(15), every="month"
    )
    caches.clear_process_caches()
    assert marked("day", "tue") == ["Samtal"]
    assert marked("day", "fri") == []


def test_a_step_free_place_marks_its_offering():
    offering(title="Trappa")
    offering(title="Ingen trappa", places=[{"step_free": True}])
    offering(title="Vet inte", places=[{"step_free": True}, {"step_free": None}])
    assert marked("stepfree", "1") == ["Ingen trappa"]


@pytest.fixture
def clock(monkeypatch):
    """Sets what time it is, for the database's rows and for the caches' age."""

    def set_clock(moment: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: moment.astimezone(UTC))
        monkeypatch.setattr(caches.time, "monotonic", moment.timestamp)

    return set_clock


def at(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=STOCKHOLM)


def test_the_next_meeting_moves_on_when_one_has_ended(clock):
    clock(at(16, 9))
    offering(
        title="Samtal",
        sessions=[{"weekday": 1}],
        pauses=[(date(2026, 11, 24), date(2026, 11, 24))],
    )
    offering(title="Utan tid")

    def next_starts() -> list[datetime]:
        return [entry.next_start for entry in directory_index().entries]

    assert next_starts() == [at(17, 13), FAR]
    clock(at(17, 14))
    assert next_starts() == [at(17, 13), FAR]  # running
    clock(at(17, 15))
    assert next_starts() == [at(17, 13).replace(day=1, month=12), FAR]


def test_midnight_takes_away_what_was_valid_until_then(clock):
    clock(at(17, 23, 58))
    offering(title="Samtal", valid_to=date(2026, 11, 17))
    assert listed() == ["Samtal"]
    clock(at(18, 0, 1))
    assert listed() == []
