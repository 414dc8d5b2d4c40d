"""House rules that a person would forget, as system checks."""

from typing import Any

from django.core import checks
from wagtail.models import Page, get_page_models

from hm_site import languages


def register() -> None:
    checks.register(check_page_types, "hm")
    checks.register(check_catalogues, "hm")


def check_page_types(**kwargs: Any) -> list[checks.CheckMessage]:
    """Every page type follows the source rule and states its translation contract."""
    from .models import BasePage

    errors: list[checks.CheckMessage] = []
    for model in get_page_models():
        if model is Page:
            continue
        if not issubclass(model, BasePage):
            errors.append(
                checks.Error("page type is no BasePage", obj=model, id="hm.E001")
            )
            continue
        if model.private_page_options:
            errors.append(
                checks.Error("public pages cannot be private", obj=model, id="hm.E002")
            )
        named = {f.field_name for f in model.translatable_fields}
        both = named & set(model.source_only_fields())
        if both:
            errors.append(
                checks.Error(
                    f"both fact and prose: {sorted(both)}", obj=model, id="hm.E003"
                )
            )
        own = {
            f.name
            for f in model._meta.local_fields
            if f.name != "page_ptr" and f.editable
        }
        missing = own - named - set(model.source_only_fields())
        if missing:
            errors.append(
                checks.Error(
                    f"neither fact nor prose: {sorted(missing)}",
                    hint="name each field in fact_fields or translatable_fields",
                    obj=model,
                    id="hm.E004",
                )
            )
    return errors


def check_catalogues(**kwargs: Any) -> list[checks.CheckMessage]:
    """Django ignores a language prefix whose compiled catalogue is missing."""
    from django.conf import settings
    from django.utils.translation import to_locale

    errors: list[checks.CheckMessage] = []
    for language in languages.LANGUAGES:
        folder = to_locale(language.code)
        found = any(
            (path / folder / "LC_MESSAGES" / "django.mo").exists()
            for path in settings.LOCALE_PATHS
        )
        if not found:
            errors.append(
                checks.Error(
                    f"no compiled catalogue for {language.code} ({folder})",
                    hint="manage.py messages --compile",
                    id="hm.E005",
                )
            )
    return errors
