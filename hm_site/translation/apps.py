from django.apps import AppConfig


class TranslationConfig(AppConfig):
    name = "hm_site.translation"
    label = "translation"
    verbose_name = "Översättning"

    def ready(self) -> None:
        from hm_site.base import chores, page_context, querysets
        from hm_site.organisations.review import decisions

        from . import (
            batches,
            easy_swedish,
            fidelity,
            machine,
            notes,
            receivers,
            review,
            services,
            vital,
        )
        from .glossary import check, readers
        from .exchange import keeping

        receivers.connect()
        services.register()
        fidelity.CHECKS.append(easy_swedish.advice)
        chores.register_chore("translation-orders", batches.chore)
        chores.register_chore("machine", machine.chore)
        chores.register_chore("translation-files", keeping.chore)
        page_context.TRANSLATION_NOTES.append(notes.note)
        page_context.EXPLAINERS.append(readers.words_on)
        fidelity.CHECKS.append(check.check)
        querysets.register_condition(vital.shown)
        decisions.AUTHORS.append(review.authors)
        decisions.PROBLEMS.append(review.problems)
        decisions.REVIEW_VIEWS.append(review.address)
