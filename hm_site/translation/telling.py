"""What translators and reviewers are told, through the site's notices."""

from hm_site.organisations.access import people_with_role
from hm_site.organisations.models import Notice
from hm_site.organisations.notices import notify

from . import access


def tell_translators(language: str, text: str, url: str) -> int:
    """A line in the digest of everybody who translates into the language."""
    people = people_with_role(access.TRANSLATOR, language)
    return notify(people, Notice.Kind.TRANSLATION, text, url)
