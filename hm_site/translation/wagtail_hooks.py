from wagtail import hooks

from hm_site.organisations.reports.base import register

from . import admin
from .reports.coverage import CoverageReport
from .reports.debt import DebtReport
from .reports.throughput import ThroughputReport

hooks.register("register_admin_urls", lambda: admin.URLS)
hooks.register("register_admin_menu_item", admin.desk_menu_item)
hooks.register("construct_reports_menu", admin.without_localize_report)

register(CoverageReport, 200)
register(DebtReport, 210)
register(ThroughputReport, 220)
