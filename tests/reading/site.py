"""A small site: every page type once, half of it translated into Arabic, and drafts.

Every draft's title and every unpublished change holds `SECRET`; no reader may see it.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any

from wagtail.models import Page

from hm_site.organisations.models import OrganisationIndexPage, OrganisationPage
from resources.models import DirectoryPage, SupportOfferingPage
from stories.models import (
    StoryAdoption,
    StoryIndexPage,
    StoryOffering,
    StoryPage,
)
from tests.factories import (
    home,
    information,
    offering,
    organisation,
    story,
    strategy,
    translate,
)

SECRET = "Hemlig7utkast"

# name → path below the language prefix
PAGES = {
    "home": "",
    "directory": "hitta-stod/",
    "organisations": "aktorer/",
    "stories": "goda-exempel/",
    "organisation": "aktorer/kommun-a/",
    "offering": "aktorer/kommun-a/samtal-for-nya/",
    "story": "aktorer/kommun-a/nar-gruppen-flyttade/",
    "strategy": "var-strategi/",
    "information": "om-samarbetet/",
}
# what is no Wagtail page but looks like one
ADDRESSES = {**PAGES, "search": "sok/"}


@dataclass(frozen=True)
class SmallSite:
    """Primary keys of Swedish pages; `page("offering")` reads one."""

    keys: dict[str, int]

    def page(self, name: str) -> Any:
        return Page.objects.get(pk=self.keys[name]).specific


def build() -> SmallSite:
    first, second = organisation("kommun-a"), organisation("kommun-b")
    other = offering(second, "Kaffe och prat", summary="Vi fikar.", phone="0346-1 00")
    talk = offering(
        first,
        who_for=f'<p>Alla. Se <a linktype="page" id="{other.pk}">fikat</a>.</p>',
        status={"capacity": "open"},
    )
    tale = story(first)
    tale.offerings = [StoryOffering(offering=talk), StoryOffering(offering=other)]
    tale.adoptions = [StoryAdoption(organisation=second)]
    tale.save_revision().publish()
    plan = strategy(decided_on=date(2020, 1, 1), show_in_menus=True)
    old = strategy("Den gamla strategin", valid_to=date(2019, 12, 31), successor=plan)
    about = information("Om samarbetet", show_in_menus=True)

    translate(first, "ar", title="البلدية أ", about="<p>نحن البلدية.</p>")
    translate(
        talk,
        "ar",
        title="حديث للجدد",
        summary="تتحدث مع من يستمع.",
        who_for=f'<p>الجميع. <a linktype="page" id="{other.pk}">قهوة</a>.</p>',
    )
    translate(about, "ar", title="عن التعاون")
    translate(DirectoryPage.objects.sources().get(), "ar", intro="كل الدعم.")

    _add_drafts(first, second, talk, tale, plan, about)
    return SmallSite(
        {
            "home": home().pk,
            "directory": DirectoryPage.objects.sources().get().pk,
            "organisations": OrganisationIndexPage.objects.sources().get().pk,
            "stories": StoryIndexPage.objects.sources().get().pk,
            "organisation": first.pk,
            "second": second.pk,
            "offering": talk.pk,
            "other": other.pk,
            "story": tale.pk,
            "strategy": plan.pk,
            "old_strategy": old.pk,
            "information": about.pk,
        }
    )


def _add_drafts(
    first: OrganisationPage,
    second: OrganisationPage,
    talk: SupportOfferingPage,
    tale: StoryPage,
    *others: Page,
) -> None:
    """New pages, changes to live ones, translations: nothing of it published."""
    organisation("utkast", title=f"{SECRET} organisation", live=False)
    offering(
        first,
        f"{SECRET} stöd",
        slug="utkast",
        live=False,
        summary=f"{SECRET} samtal",
        terms={"concern": ["worry", "sleep"]},
    )
    story(first, f"{SECRET} berättelse", slug="utkast-2", live=False)
    strategy(f"{SECRET} strategi", slug="utkast", live=False, show_in_menus=True)
    information(f"{SECRET} sida", slug="utkast-2", live=False, show_in_menus=True)
    for page in (first, talk, tale, *others):
        changed = type(page).objects.get(pk=page.pk)
        changed.title = f"{SECRET} {page.pk}"
        changed.save_revision()
    for page, code in ((second, "ti"), (talk, "ti"), (tale, "ti"), (tale, "ar")):
        draft = translate(page, code, live=False)
        draft.title = draft.summary = f"{SECRET} {code}"
        draft.save()
