"""The report "Läsarnas ord": numbers, for those whose offerings they are about."""

import csv
from io import BytesIO, StringIO
from typing import Any

from django.test import TestCase
from django.urls import reverse
from openpyxl import load_workbook

from tests import factories

from .words import queries, said

ADDRESS = reverse("report_reader_words")
RESULTS = reverse("report_reader_words_results")
HEADINGS = ["Stöd", "Aktör", "Vad", "Läsarens språk", "Månad", "Antal"]


class Report(TestCase):
    @classmethod
    def setUpTestData(cls) -> None:
        cls.ours = factories.organisation("kommun-a")
        cls.theirs = factories.organisation("kommun-b")
        cls.page = factories.offering(cls.ours, "=1+1 stöd", slug="vart")
        cls.foreign = factories.offering(cls.theirs, "Kvittenblom")
        cls.editor = factories.editor(cls.ours)
        cls.moderator = factories.moderator()
        for _number in range(2):
            said(cls.page, "closed", language="ti")
        said(cls.page, "closed", language="ti", mark="crowd")
        said(cls.page, "wrong", language="ar", text="Hemliga ord")
        said(cls.foreign, "wrong", language="ar")

    def setUp(self) -> None:
        self.client.force_login(self.editor)

    def rows(self, **query: str) -> list[list[str]]:
        response = self.client.get(ADDRESS, {"export": "csv", **query})
        assert response["Content-Type"].startswith("text/csv")
        text = b"".join(response).decode("utf-8-sig")
        return list(csv.reader(StringIO(text)))

    def test_it_counts_by_organisation_offering_kind_language_and_month(self) -> None:
        headings, *rows = self.rows()
        assert headings[:6] == HEADINGS
        assert len(rows) == 2
        closed = next(row for row in rows if row[2] == "Det är stängt")
        assert closed[1] == "Kommun a"
        assert closed[3] == "tigrinska"
        assert closed[5:] == ["2", "1"]

    def test_an_editor_sees_the_own_organisation_alone(self) -> None:
        for address in (ADDRESS, RESULTS):
            text = self.client.get(address).content.decode()
            assert "=1+1 stöd" in text
            assert "Kvittenblom" not in text
        assert "Kvittenblom" not in str(self.rows())

    def test_moderators_and_administrators_see_all(self) -> None:
        for person in (self.moderator, factories.admin()):
            self.client.force_login(person)
            assert "Kvittenblom" in self.client.get(ADDRESS).content.decode()
            assert len(self.rows()) == 1 + 3

    def test_no_word_of_a_reader_stands_in_it(self) -> None:
        assert "Hemliga" not in self.client.get(ADDRESS).content.decode()
        assert "Hemliga" not in str(self.rows())

    def test_a_title_is_never_a_formula(self) -> None:
        assert {row[0] for row in self.rows()[1:]} == {"'=1+1 stöd"}
        response = self.client.get(ADDRESS, {"export": "xlsx"})
        sheet = load_workbook(BytesIO(b"".join(response))).active
        assert sheet is not None
        cells = [row[0] for row in sheet.iter_rows(min_row=2)]
        assert {(cell.value, cell.data_type) for cell in cells} == {("'=1+1 stöd", "s")}

    def test_filters_narrow_it_and_odd_ones_are_ignored(self) -> None:
        assert len(self.rows(kind="closed")) == 1 + 1
        assert len(self.rows(language="ar")) == 1 + 1
        odd: list[dict[str, Any]] = [
            {"kind": "<script>alert(1)</script>"},
            {"month_from": "x", "month_to": "9999-99-99"},
            {"month_from": "2026-01-01", "kind": "closed", "p": "-1"},
            {"p": "1" * 400, "ordering": "offering__locale"},
            {"export": "pdf", "language": "\0"},
        ]
        for query in odd:
            for address in (ADDRESS, RESULTS):
                response = self.client.get(address, query)
                assert response.status_code == 200, query
                assert b"<script>alert" not in response.content

    def test_it_costs_the_same_for_many_rows(self) -> None:
        before = queries(lambda: self.client.get(RESULTS))
        for number in range(3):
            said(factories.offering(self.ours, f"Stöd {number}"))
        assert queries(lambda: self.client.get(RESULTS)) == before

    def test_it_stands_in_the_menu_of_those_it_is_for(self) -> None:
        assert ADDRESS in self.client.get("/admin/").content.decode()
        self.client.force_login(factories.member("translator", "ar"))
        assert ADDRESS not in self.client.get("/admin/").content.decode()
