from django.apps import AppConfig


class TranslationConfig(AppConfig):
    name = "hm_site.translation"
    label = "translation"
    verbose_name = "Översättning"

    def ready(self) -> None:
        from hm_site.base import chores, page_context, querysets
        from hm_site.organisations.review import decisions

        from . import machine, notes, policies, receivers, review, vital
        from .short_texts import review as short_texts

        receivers.connect()
        chores.register_chore("machine", machine.chore)
        chores.register_chore("machine-rules", policies.chore)
        page_context.TRANSLATION_NOTES.append(notes.note)
        querysets.register_condition(vital.shown)
        querysets.register_condition(policies.shown)
        decisions.AUTHORS.append(review.authors)
        decisions.PROBLEMS.append(review.problems)
        decisions.REVIEW_VIEWS.append(review.address)
        decisions.AUTHORS.append(short_texts.authors)
        decisions.REVIEW_VIEWS.append(short_texts.address)
