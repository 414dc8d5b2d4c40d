from django.apps import AppConfig


class TranslationConfig(AppConfig):
    name = "hm_site.translation"
    label = "translation"
    verbose_name = "Översättning"

    def ready(self) -> None:
        from hm_site.base import admin_guard, chores, page_context, querysets
        from hm_site.organisations import notice_mail, sections
        from hm_site.organisations.review import authors, decisions, events, rows

        from . import (
            access,
            batches,
            easy_swedish,
            fidelity,
            home,
            localize_guard,
            machine,
            notes,
            orders,
            policies,
            receivers,
            review,
            services,
            tabs,
            telling,
            typed_texts,
            vital,
        )
        from .exchange import keeping
        from .glossary import check, readers
        from .short_texts import review as short_texts

        orders.connect()
        receivers.connect()
        services.register()
        typed_texts.register()
        tabs.register_tab("Översättningar", "translation_desk")
        tabs.register_tab("Ordförklaringar", "glossary")
        tabs.register_tab("Filer", "translation_files", access.exchanges_files)
        fidelity.CHECKS.append(easy_swedish.advice)
        chores.register_chore("translation-orders", batches.chore)
        admin_guard.register_guard(localize_guard.answer)
        chores.register_chore("machine", machine.chore)
        chores.register_chore("translation-files", keeping.chore)
        chores.register_chore("machine-rules", policies.chore)
        page_context.TRANSLATION_NOTES.append(notes.note)
        page_context.BEING_UPDATED.append(vital.being_updated)
        page_context.EXPLAINERS.append(readers.words_on)
        fidelity.CHECKS.append(check.check)
        querysets.register_condition(vital.shown)
        querysets.register_condition(policies.shown)
        querysets.UNREAD.append(policies.unread)
        sections.register_home_section(10, home.section)
        events.SPOKEN.append(telling.spoken)
        rows.LINES.append(short_texts.line)
        notice_mail.MAY_BE_TOLD.append(telling.may_be_told)
        authors.AUTHORS.append(review.authors)
        decisions.PROBLEMS.append(review.problems)
        decisions.PROBLEMS.append(short_texts.problems)
        decisions.REVIEW_VIEWS.append(review.address)
        decisions.REVIEW_VIEWS.append(short_texts.address)
