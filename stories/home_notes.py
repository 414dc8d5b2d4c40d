"""What the editors' home offers for good examples."""

from typing import Any

from django.urls import reverse

from hm_site.organisations.sections import NewPage


def new_story(organisation: Any) -> NewPage:
    address = reverse(
        "wagtailadmin_pages:add", args=["stories", "storypage", organisation.pk]
    )
    return NewPage("Nytt gott exempel", address)
