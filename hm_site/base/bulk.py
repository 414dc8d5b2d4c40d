"""Writing many pages at once: both indexes are rebuilt once, at the end."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management import call_command
from django.db.models.signals import post_save
from modelsearch import index
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.signal_handlers import disable_reference_index_auto_update


@contextmanager
def deferred_indexing() -> Iterator[list[bool]]:
    """Within the block no page is indexed; afterwards all are, if the list is filled.

    Appending to the list says that something was written. Indexing page by page is
    half of the cost of publishing one.
    """
    written: list[bool] = []
    models = list(index.get_indexed_models())
    for model in models:
        post_save.disconnect(post_save_signal_handler, sender=model)
    try:
        with disable_reference_index_auto_update():
            yield written
    finally:
        for model in models:
            post_save.connect(post_save_signal_handler, sender=model)
        # Also after an error: what was written before it is there to stay.
        if written:
            call_command("update_index", verbosity=0)
            call_command("rebuild_references_index", verbosity=0)
