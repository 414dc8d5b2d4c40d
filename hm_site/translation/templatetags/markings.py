"""Texts with links and bold, as people see them."""

from django import template

from .. import markings

register = template.Library()
register.filter("as_read", markings.as_read)
