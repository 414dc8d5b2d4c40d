"""What making a page takes, whatever its type. Idempotent by slug."""

from typing import TypeVar

from wagtail.models import Page

from hm_site.base.models import BasePage, PageTerm

P = TypeVar("P", bound=BasePage)


def terms(data: dict[str, list[str] | str]) -> list[PageTerm]:
    return [
        PageTerm(vocabulary=vocabulary, code=code)
        for vocabulary, value in data.items()
        for code in ([value] if isinstance(value, str) else value)
    ]


def publish(parent: Page, page: BasePage) -> BasePage:
    page.locale = parent.locale
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def by_slug(model: type[P]) -> dict[str, P]:
    """The Swedish pages of a type."""
    return {page.slug: page for page in model.objects.sources()}


def missing(model: type[BasePage], slug: str) -> bool:
    return not model.objects.sources().filter(slug=slug).exists()
