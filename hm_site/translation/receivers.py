"""Keeps the layer in step with what is published. Wired in `AppConfig.ready`."""

from typing import Any

from wagtail.signals import page_published

from hm_site.base.models import BasePage
from hm_site.organisations.review import withdrawal
from hm_site.organisations.review.decisions import DecisionError
from hm_site.organisations.review.models import Approval

from . import history, orders, rendering, segments, telling
from .models import Submission


def connect() -> None:
    page_published.connect(remember, dispatch_uid="hm-translation-published")


def remember(sender: type, instance: Any, revision: Any = None, **kwargs: Any) -> None:
    """Receiver of `page_published`, in the same transaction."""
    if not isinstance(instance, BasePage):
        return
    approval = Approval.objects.filter(revision=revision).first() if revision else None
    if instance.is_source:
        changed = segments.renew_source(instance, _wording(approval))
        rendering.follow_all(instance)
        history.record_source(instance, approval, changed=changed)
        if changed:
            telling.tell_of_new_meaning(instance)
        orders.fulfil(instance)
        return
    if withdrawal.brings_back(instance, revision) and segments.is_known(instance):
        # As it was, with its date: nothing has been translated since.
        rendering.follow(instance)
        if rendering.says_too_much(instance):
            raise DecisionError(
                "Översättningen säger sådant som den svenska sidan inte säger längre. "
                "Förnya den och skicka in den i stället."
            )
        telling.tell_of_new_meaning(instance.source, instance.language)
        orders.fulfil(instance.source)
        return
    telling.forget_new_meaning(instance)
    submission = Submission.objects.filter(revision=revision).first()
    history.record_publication(instance, submission)
    if submission is None:
        # By a command: whoever runs one has the database in his hands.
        segments.adopt(instance)
        orders.fulfil(instance.source)
        return
    # Whoever approved it has read the machine's texts too: their mark goes.
    texts = submission.segments
    if approval is not None:
        texts = [{**row, "machine": False} for row in texts]
    segments.record_published(
        instance,
        instance.language,
        texts,
        published_at=instance.last_published_at,
        submitted_by=submission.submitted_by,
        reviewed_by=approval.approved_by if approval else None,
        reviewed_at=approval.approved_at if approval else None,
    )
    rendering.follow(instance)
    orders.fulfil(instance.source)


def _wording(approval: Approval | None) -> list[str]:
    rows = approval.texts if approval else []
    return [row["key"] for row in rows if row["kind"] == Approval.WORDING]
