"""Translations in every state that the desk knows, made as people make them.

What somebody has worked on since is left alone, so it may be run again.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone

from hm_site.base.models import BasePage
from hm_site.organisations.review import decisions
from hm_site.organisations.review.models import Approval
from hm_site.translation import machine, orders, work
from hm_site.translation.models import LanguagePolicy, Submission, TranslationOrder
from hm_site.translation.segments import source_segments
from resources.models import SupportOfferingPage

from .files import read

# For staff: the demo's translations leave them in Swedish.
STAFF_FIELDS = ("method", "criteria")
MACHINE = "LibreTranslate"
SENT_IN = ("in-review", "returned", "published")


def load_translation_states() -> Iterator[str]:
    data = read("translation_states.toml")
    for change in data["change"]:
        yield from _change(change)
    for translation in data["translation"]:
        yield from _translation(translation)
    # All or none: one that is gone has been fulfilled or cancelled.
    if not TranslationOrder.objects.exclude(page=None).exists():
        for order in data["order"]:
            yield from _order(order)


def _person(name: str) -> Any:
    return get_user_model().objects.get(username=name)


def _page(slug: str) -> BasePage | None:
    """None when somebody has withdrawn it: nothing is translated then."""
    rows = SupportOfferingPage.objects.sources().published()
    page: BasePage | None = rows.filter(slug=slug).first()
    return page


def _approve(state: Any, person: str) -> None:
    revision = state.content_object.get_latest_revision()
    decisions.approve(state.pk, _person(person), shown=decisions.version(revision))


# ------------------------------------------------------------------------- Swedish
def _change(data: dict[str, str]) -> Iterator[str]:
    """A sentence says something else from now on."""
    page = _page(data["slug"])
    if page is None:
        return
    text = getattr(page, data["field"])
    touched = Approval.objects.filter(page_key=page.translation_key).exists()
    if touched or page.has_unpublished_changes or data["old"] not in text:
        return
    editor = _person(f"editor-{page.get_parent().slug}")
    setattr(page, data["field"], text.replace(data["old"], data["new"]))
    page.save_revision(user=editor)
    state = page.get_workflow().start(page, editor)
    _approve(state, "moderator")
    yield f"new meaning {page.slug}"


# -------------------------------------------------------------------- translations
def _translation(data: dict[str, Any]) -> Iterator[str]:
    page, language, state = _page(data["slug"]), data["language"], data["state"]
    if page is None:
        return
    submitted = Submission.objects.filter(
        page_key=page.translation_key, language=language
    )
    if submitted.exists() or not _write(page, data):
        return
    if state == "machine":
        # Allowed here, so that readers' label for it is seen too.
        rule = {"show_machine": True}
        LanguagePolicy.objects.get_or_create(language=language, defaults=rule)
        machine.show_if_allowed(page, language)
    if state in SENT_IN:
        work.submit(page, language, _person(f"translator-{language}"))
        _decide(page, data)
    yield f"{language} {state} {page.slug}"


def _write(page: BasePage, data: dict[str, Any]) -> int:
    """How many texts are new. A published translation is mended, of others only what
    nobody has written yet is."""
    language, state = data["language"], data["state"]
    known = work.texts(page, language)
    tool = MACHINE if state == "machine" else ""
    person = None if tool else _person(f"translator-{language}")
    written = 0
    for segment in source_segments(page):
        text = data["texts"].get(segment.string.data)
        if text is None and state in SENT_IN and segment.context.path in STAFF_FIELDS:
            text = segment.string.data
        there = (segment.context_id, segment.string_id) in known
        if text is None or (there and state != "published"):
            continue
        work.write(segment, language, text, person, machine=tool)
        written += 1
    return written


def _decide(page: BasePage, data: dict[str, Any]) -> None:
    target = work.target_of(page, data["language"])
    state = target.current_workflow_state if target else None
    reviewer = f"reviewer-{data['language']}"
    if data["state"] == "published":
        _approve(state, reviewer)
    if data["state"] == "returned" and state:
        decisions.send_back(state.pk, _person(reviewer), reason=data["reason"])


# -------------------------------------------------------------------------- orders
def _order(data: dict[str, Any]) -> Iterator[str]:
    page = _page(data["slug"])
    if page is None:
        return
    days = data.get("days")
    due = timezone.localdate() + timedelta(days=days) if days is not None else None
    wish = orders.Wish(
        TranslationOrder.Priority[data["priority"].upper()], due, data.get("note", "")
    )
    orders.place(page.pk, data["languages"], wish, _person("coordinator"))
    if name := data.get("taken_by"):
        for order in TranslationOrder.objects.filter(page_id=page.pk):
            orders.take(order, _person(name))
    yield f"order {page.slug}"
