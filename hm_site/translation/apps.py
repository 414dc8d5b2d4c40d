from django.apps import AppConfig


class TranslationConfig(AppConfig):
    name = "hm_site.translation"
    label = "translation"
    verbose_name = "Översättning"

    def ready(self) -> None:
        from hm_site.base import querysets
        from hm_site.organisations.review import decisions

        from . import receivers, review, vital

        receivers.connect()
        querysets.register_condition(vital.shown)
        decisions.AUTHORS.append(review.authors)
        decisions.PROBLEMS.append(review.problems)
        decisions.REVIEW_VIEWS.append(review.address)
