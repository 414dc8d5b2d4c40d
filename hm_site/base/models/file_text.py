from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from wagtail.admin.panels import FieldPanel

from .media import HmDocument, HmImage
from .vocabulary import LocalRow


class FileText(LocalRow):
    """What a picture shows, or a document is called, in one language.

    The Swedish text is the file's own (`HmImage.description`, `HmDocument.title`).
    """

    named_with = ("image", "document")
    foreign_texts = ("text",)
    # A text is no use of its file: the file may go although it has one.
    wagtail_reference_index_ignore = True

    image = models.ForeignKey(
        HmImage,
        verbose_name="bild",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="texts",
    )
    document = models.ForeignKey(
        HmDocument,
        verbose_name="dokument",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="texts",
    )
    text = models.CharField("text", max_length=255)

    panels = [FieldPanel("text")]

    class Meta:
        verbose_name = "text till fil"
        verbose_name_plural = "texter till filer"
        ordering = ["language"]
        constraints = [
            models.CheckConstraint(
                condition=Q(image=None, document__isnull=False)
                | Q(image__isnull=False, document=None),
                name="file_text_of_one_file",
            ),
            models.UniqueConstraint(
                fields=["image", "language"], name="unique_image_text"
            ),
            models.UniqueConstraint(
                fields=["document", "language"], name="unique_document_text"
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def file(self) -> HmImage | HmDocument:
        found = self.image or self.document
        if found is None:
            raise ValidationError("Texten hör inte till någon fil.")
        return found
