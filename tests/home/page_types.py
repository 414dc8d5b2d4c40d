"""One page of every type, for tests that hold for all of them."""

from collections.abc import Callable
from typing import Any

from hm_site.base.models import BasePage
from hm_site.organisations.models import OrganisationIndexPage, OrganisationPage
from home.models import HomePage, InformationPage, StrategyPage
from resources.models import DirectoryPage, SupportOfferingPage
from stories.models import StoryIndexPage, StoryPage
from tests import factories


def the_one(model: type[BasePage]) -> Callable[[], BasePage]:
    """The structure page that `sync_site` made."""
    return lambda: model.objects.sources().get()


BUILDERS: dict[type[BasePage], Callable[[], Any]] = {
    HomePage: factories.home,
    DirectoryPage: the_one(DirectoryPage),
    OrganisationIndexPage: the_one(OrganisationIndexPage),
    OrganisationPage: factories.organisation,
    SupportOfferingPage: factories.offering,
    StoryIndexPage: the_one(StoryIndexPage),
    StoryPage: factories.story,
    StrategyPage: factories.strategy,
    InformationPage: factories.information,
}
# Their heading is a word of the interface, not the page's title.
STRUCTURE = (DirectoryPage, OrganisationIndexPage, StoryIndexPage)
# An organisation's editor works on these.
OWNED = (OrganisationPage, SupportOfferingPage, StoryPage)
