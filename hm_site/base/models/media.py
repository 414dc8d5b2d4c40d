"""Own image, rendition and document models from the first migration."""

from typing import ClassVar

from django.db import models
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class HmImage(AbstractImage):
    """A picture; `description` is its text for those who cannot see it."""

    # What readers get: fixed while a page that they see uses it (see `files`).
    kept_fields: ClassVar[tuple[str, ...]] = ("file", "description")

    admin_form_fields = Image.admin_form_fields

    @property
    def swedish_text(self) -> str:
        return self.description

    class Meta(AbstractImage.Meta):
        verbose_name = "bild"
        verbose_name_plural = "bilder"
        permissions = [("choose_image", "Can choose image")]


class HmRendition(AbstractRendition):
    """A scaled picture."""

    image = models.ForeignKey(
        HmImage, on_delete=models.CASCADE, related_name="renditions"
    )

    class Meta(AbstractRendition.Meta):
        constraints = [
            models.UniqueConstraint(
                fields=("image", "filter_spec", "focal_point_key"),
                name="unique_hm_rendition",
            )
        ]


class HmDocument(AbstractDocument):
    """A file to download; readers see its title."""

    kept_fields: ClassVar[tuple[str, ...]] = ("file", "title")

    admin_form_fields = Document.admin_form_fields

    @property
    def swedish_text(self) -> str:
        return self.title

    def clean(self) -> None:
        """When only the title of an upload had to be mended, Wagtail attaches the file,
        which it has checked already, after the form."""
        if self.file:
            super().clean()

    class Meta(AbstractDocument.Meta):
        verbose_name = "dokument"
        verbose_name_plural = "dokument"
        permissions = [("choose_document", "Can choose document")]
