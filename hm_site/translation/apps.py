from django.apps import AppConfig


class TranslationConfig(AppConfig):
    name = "hm_site.translation"
    label = "translation"
    verbose_name = "Översättning"

    def ready(self) -> None:
        from hm_site.base import admin_guard, chores, page_context, querysets
        from hm_site.organisations.review import decisions

        from . import localize_guard, machine, notes, receivers, review, vital

        receivers.connect()
        admin_guard.register_guard(localize_guard.answer)
        chores.register_chore("machine", machine.chore)
        page_context.TRANSLATION_NOTES.append(notes.note)
        querysets.register_condition(vital.shown)
        decisions.AUTHORS.append(review.authors)
        decisions.PROBLEMS.append(review.problems)
        decisions.REVIEW_VIEWS.append(review.address)
