from wagtail import hooks
from wagtail.admin.admin_url_finder import register_admin_url_finder

from hm_site.organisations.reports.base import register

from . import admin, policies, policy_admin
from .glossary import screens
from .models import GlossaryRendering, GlossaryTerm
from .reports.coverage import CoverageReport
from .reports.debt import DebtReport
from .reports.throughput import ThroughputReport
from .short_texts import admin as short_texts

hooks.register("register_admin_urls", lambda: admin.URLS)
hooks.register("register_admin_menu_item", admin.desk_menu_item)
hooks.register("register_admin_menu_item", admin.glossary_menu_item)
register_admin_url_finder(GlossaryTerm, screens.TermFinder)
register_admin_url_finder(GlossaryRendering, screens.RenderingFinder)
hooks.register("construct_reports_menu", admin.without_localize_report)
hooks.register("register_admin_urls", lambda: short_texts.URLS)
hooks.register("register_admin_urls", lambda: policy_admin.URLS)
hooks.register("register_settings_menu_item", policy_admin.settings_menu_item)
hooks.register("register_log_actions", policies.register_log_actions)

register(CoverageReport, 200)
register(DebtReport, 210)
register(ThroughputReport, 220)
