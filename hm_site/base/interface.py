"""Interface words that Python needs in more than one place. All are translated."""

from django.utils.translation import gettext_lazy as _

HOME = _("Start")
SITE_NAME = _("Hälsa och migration")
SITE_PLACE = _("i Halland")
FIND_SUPPORT = _("Hitta stöd")
GOOD_EXAMPLES = _("Goda exempel")
ACTORS = _("Aktörer")
STRATEGY = _("Strategi")
ABOUT = _("Om oss")
SEARCH = _("Sök")
NOT_FOUND = _("Sidan finns inte")
WHOLE_COUNTY = _("Hela Halland")
