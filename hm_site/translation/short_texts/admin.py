"""Addresses of the short texts in Wagtail's admin."""

from django.urls import path

from .. import desk, order_views
from . import views
from .kinds import FORM, LIST

_ONE = "oversattning/korta-texter/<slug:kind>/<int:pk>/<slug:language>/"

URLS = [
    path("oversattning/korta-texter/", desk.short_texts, name=LIST),
    path(_ONE, views.short_text, name=FORM),
    path(f"{_ONE}godkann/", views.approve, name=f"{FORM}_approve"),
    path(f"{_ONE}tillbaka/", views.send_back, name=f"{FORM}_send_back"),
    path(f"{_ONE}ta/", order_views.take, name=f"{FORM}_take"),
    path(f"{_ONE}slapp/", order_views.release, name=f"{FORM}_release"),
    path(f"{_ONE}avbestall/", order_views.cancel, name=f"{FORM}_cancel"),
]
