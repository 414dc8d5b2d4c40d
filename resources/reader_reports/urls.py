"""Below `/<language>/sag-till/`; robots.txt keeps out of it."""

from django.urls import path

from . import views

urlpatterns = [
    path("<int:page_id>/tack/", views.thanks, name="reader_report_thanks"),
    path("<int:page_id>/<slug:kind>/", views.tell, name="reader_report"),
]
