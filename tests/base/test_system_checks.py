"""The house rules that run as system checks, each broken once."""

from pathlib import Path
from typing import Any

import pytest
from django.core.checks import Error, registry, run_checks
from wagtail.models import Page

from hm_site import languages
from hm_site.base import checks
from home.models import InformationPage
from resources.models import SupportOfferingPage


def found() -> list[str]:
    return [str(error.id) for error in run_checks(tags=["hm"])]


@pytest.fixture
def only(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let the checks see one page type alone."""

    def choose(model: type) -> None:
        monkeypatch.setattr(checks, "get_page_models", lambda: [Page, model])

    return choose


def test_all_page_types_and_catalogues_are_in_order():
    assert found() == []


def test_the_checks_run_with_every_command():
    assert "hm" in registry.registry.tags_available()
    names = {check.__name__ for check in registry.registry.get_checks()}
    assert {"check_page_types", "check_catalogues"} <= names


def test_a_page_type_outside_the_house_is_an_error(only: Any):
    class Stranger:
        """A page type that is not made from BasePage."""

    only(Stranger)
    assert found() == ["hm.E001"]


def test_a_page_type_that_can_be_private_is_an_error(
    monkeypatch: pytest.MonkeyPatch, only: Any
):
    monkeypatch.setattr(InformationPage, "private_page_options", ["login"])
    only(InformationPage)
    assert found() == ["hm.E002"]


def test_a_field_that_is_both_fact_and_prose_is_an_error(
    monkeypatch: pytest.MonkeyPatch, only: Any
):
    monkeypatch.setattr(InformationPage, "fact_fields", ("summary",))
    only(InformationPage)
    assert found() == ["hm.E003"]
    (error,) = run_checks(tags=["hm"])
    assert isinstance(error, Error)
    assert "summary" in error.msg


def test_a_field_that_is_neither_is_an_error(
    monkeypatch: pytest.MonkeyPatch, only: Any
):
    facts = [x for x in SupportOfferingPage.fact_fields if x != "phone"]
    monkeypatch.setattr(SupportOfferingPage, "fact_fields", facts)
    only(SupportOfferingPage)
    assert found() == ["hm.E004"]
    (error,) = run_checks(tags=["hm"])
    assert "phone" in error.msg
    assert error.obj is SupportOfferingPage


def test_a_language_without_compiled_catalogue_is_an_error(
    settings: Any, tmp_path: Path
):
    (real,) = settings.LOCALE_PATHS
    for language in languages.LANGUAGES:
        if language.code == "ti":
            continue
        folder = "sv_Simple" if language.code == "sv-simple" else language.code
        copy = tmp_path / folder / "LC_MESSAGES"
        copy.mkdir(parents=True)
        content = (Path(real) / folder / "LC_MESSAGES" / "django.mo").read_bytes()
        (copy / "django.mo").write_bytes(content)
    settings.LOCALE_PATHS = [tmp_path]
    assert found() == ["hm.E005"]
    (error,) = run_checks(tags=["hm"])
    assert "ti" in error.msg


def test_a_language_added_without_a_catalogue_is_an_error(
    monkeypatch: pytest.MonkeyPatch,
):
    from dataclasses import replace

    row = replace(languages.BY_CODE["en"], code="sw", tag="sw")
    monkeypatch.setattr(languages, "LANGUAGES", (*languages.LANGUAGES, row))
    assert found() == ["hm.E005"]
