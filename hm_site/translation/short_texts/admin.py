"""Addresses of the short texts in Wagtail's admin."""

from django.urls import path

from . import matrix, review, views
from .kinds import FORM

_ONE = "oversattning/korta-texter/<slug:kind>/<int:pk>/<slug:language>/"

URLS = [
    path("oversattning/korta-texter/", matrix.matrix, name=review.MATRIX),
    path(_ONE, views.short_text, name=FORM),
    path(f"{_ONE}godkann/", views.approve, name=f"{FORM}_approve"),
    path(f"{_ONE}tillbaka/", views.send_back, name=f"{FORM}_send_back"),
]
