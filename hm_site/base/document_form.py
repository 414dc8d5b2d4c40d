"""The form for uploading documents."""

from wagtail.documents.forms import BaseDocumentForm

from .files import KeptFileForm


class KeptDocumentForm(KeptFileForm, BaseDocumentForm):
    """Leaves alone what a live page uses."""
