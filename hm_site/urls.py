"""Addresses (DESIGN: readers' addresses carry the language as first part)."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.conf.urls.static import static
from django.urls import include, path, re_path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.coreutils import WAGTAIL_APPEND_SLASH
from wagtail.documents import urls as wagtaildocs_urls

from hm_site.base import views
from hm_site.sitemap import sitemap
from hm_site.translation.sheet import sheet
from search.views import search

handler404 = "hm_site.base.views.page_not_found"
handler500 = "hm_site.base.views.server_error"

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    # Before Wagtail's own: every road in is ours.
    path("admin/", include("hm_site.accounts.urls")),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("kontroll/", include("resources.freshness.urls")),
    path("styleguide/", views.styleguide, name="styleguide"),
]

if settings.DEBUG:
    urlpatterns += static(settings.MEDIA_URL, document_root=settings.MEDIA_ROOT)

serve_pattern = r"^((?:[\w\-]+/)*)$" if WAGTAIL_APPEND_SLASH else r"^([\w\-/]*)$"
urlpatterns += i18n_patterns(
    path("sok/", search, name="search"),
    path("bredvid/<path:path>", sheet, name="sheet"),
    path("sag-till/", include("resources.reader_reports.urls")),
    re_path(serve_pattern, views.serve_page, name="wagtail_serve"),
)

if settings.DEBUG:
    # Readers' 404 in the demo too; outside it Django calls handler404.
    urlpatterns.append(re_path(r"^(?!admin/|static/|media/).*/$", views.page_not_found))
