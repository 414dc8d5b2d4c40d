"""Every admin address × every role × own, other's, hidden, translated things.

GET and POST; each address comes from the resolver, each expectation from `roles.py`.
"""

from typing import ClassVar

from django.test import TestCase

from hm_site.organisations import roles

from .addresses import addresses
from .expectations import TABLE, row_of
from .matrix import differences
from .rules import PEOPLE
from .world import World


class WorldCase(TestCase):
    world: ClassVar[World]

    @classmethod
    def setUpTestData(cls) -> None:
        cls.world = World()


class Matrix(WorldCase):
    def assert_as_expected(self, name: str) -> None:
        found = differences(self.world, name)
        self.assertEqual(found, [], "\n" + "\n".join(found))

    def test_editor(self) -> None:
        self.assert_as_expected("editor")

    def test_moderator(self) -> None:
        self.assert_as_expected("moderator")

    def test_translator(self) -> None:
        self.assert_as_expected("translator")

    def test_reviewer(self) -> None:
        self.assert_as_expected("reviewer")

    def test_coordinator(self) -> None:
        self.assert_as_expected("coordinator")

    def test_strategy_owner(self) -> None:
        self.assert_as_expected("strategy-owner")

    def test_staff_reader(self) -> None:
        self.assert_as_expected("staff-reader")

    def test_administrator(self) -> None:
        self.assert_as_expected("administrator")

    def test_person_without_a_role(self) -> None:
        self.assert_as_expected("nobody")

    def test_anonymous(self) -> None:
        self.assert_as_expected("anonymous")


class Whole(WorldCase):
    """That nothing is left out of the matrix."""

    def test_every_address_has_one_row_and_every_row_an_address(self) -> None:
        names = {address.name for address in addresses(self.world)}
        self.assertEqual({row_of(name) for name in names}, set(range(len(TABLE))))

    def test_an_address_that_no_row_names_fails(self) -> None:
        with self.assertRaisesRegex(LookupError, "nobody has said"):
            row_of("brand_new_view")

    def test_every_role_is_asked_with_its_own_things(self) -> None:
        self.assertLessEqual(set(roles.BY_CODE), set(PEOPLE))
        for who in PEOPLE.values():
            self.assertIn("own", who.cases)
