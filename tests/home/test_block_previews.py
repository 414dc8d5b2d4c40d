"""Every block of a body is previewed in the editor's block picker."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.blocks import Block

from home.blocks import InformationBody, StrategyBody
from tests import factories

BLOCKS = [
    *StrategyBody().child_blocks.values(),
    *InformationBody().child_blocks.values(),
]


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.name)
def test_a_block_explains_itself_and_is_previewed(
    db: None, client: Client, block: Block
) -> None:
    assert block.get_description()
    assert block.is_previewable
    client.force_login(factories.admin())
    response = client.get(
        reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix}
    )
    assert response.status_code == 200
    text = response.content.decode()
    assert block.get_preview_value()["heading"] in text
    assert "site.css" in text
