"""The form for uploading pictures."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from PIL import Image, UnidentifiedImageError
from wagtail.images.forms import BaseImageForm

from .files import KeptFileForm


class SafeImageForm(KeptFileForm, BaseImageForm):
    """Answers a truncated, huge or disguised picture with a field error.

    Wagtail checks the pixel count in the field, where Pillow's errors escape.
    """

    BROKEN: ClassVar[str] = (
        "Bilden går inte att läsa. Den kan vara avbruten eller av fel sort. "
        "Spara om den som jpg, png eller webp och försök igen."
    )

    def _clean_fields(self) -> None:
        try:
            super()._clean_fields()
        except (OSError, ValueError, SyntaxError, UnidentifiedImageError):
            self.add_error("file", self.BROKEN)
        except Exception as error:
            if type(error).__name__ != "DecompressionBombError":
                raise
            self.add_error("file", self.BROKEN)

    def clean_file(self) -> Any:
        """Decode the whole picture once: a cut-off file shows only then."""
        file = self.cleaned_data.get("file")
        if file and "file" in self.changed_data:
            try:
                file.seek(0)
                with Image.open(file) as opened:
                    opened.load()
            except Exception as error:
                raise ValidationError(self.BROKEN, code="broken") from error
            finally:
                file.seek(0)
        return file
