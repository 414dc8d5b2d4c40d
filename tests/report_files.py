"""Reports as people read them: the list, and the same rows from both files."""

import csv
import io
from typing import Any

from django.test import TestCase
from django.urls import reverse
from openpyxl import load_workbook


class ReportReader(TestCase):
    def read(self, name: str, by: Any, **query: Any) -> str:
        """The list alone, or the file."""
        self.client.force_login(by)
        part = "" if "export" in query else "_results"
        response = self.client.get(reverse(name + part), query)
        self.assertEqual(response.status_code, 200)
        if response.streaming:
            return b"".join(response.streaming_content).decode("utf-8-sig")
        return response.content.decode()

    def cells(self, name: str, by: Any, **query: Any) -> list[list[str]]:
        """The same rows from CSV and from XLSX, headings first."""
        text = self.read(name, by, export="csv", **query)
        rows = list(csv.reader(io.StringIO(text)))
        response = self.client.get(reverse(name), {"export": "xlsx", **query})
        book = load_workbook(io.BytesIO(b"".join(response.streaming_content)))
        sheet = [[cell.value for cell in row] for row in book.active.iter_rows()]
        self.assertFalse(
            [c for row in book.active.iter_rows() for c in row if c.data_type == "f"]
        )
        texts = [[str(v) if v is not None else "" for v in row] for row in sheet]
        self.assertEqual(texts, rows)
        return rows

    def rows(self, name: str, by: Any, **query: Any) -> list[dict[str, str]]:
        """Each row by its headings."""
        heading, *rest = self.cells(name, by, **query)
        return [dict(zip(heading, row, strict=True)) for row in rest]
