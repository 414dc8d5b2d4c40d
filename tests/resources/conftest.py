"""What tests of the directory's filters share."""

import pytest

from .filter_index import Row, sixty_rows


@pytest.fixture
def rows() -> list[Row]:
    return sixty_rows()
