"""Who may what, address by address: derived from `roles.py`, and nobody by default.

The table is what the project promises, never what was seen to happen: where the two
differ, one of them is mended. An address that no row names fails the matrix.
"""

from fnmatch import fnmatchcase

from .addresses import Address
from .rules import (
    Rule,
    Who,
    administrators,
    answers_for_offerings,
    at_work,
    changers,
    either,
    everybody,
    exchanges_files,
    explorers,
    fetches_files,
    file_right,
    in_reports,
    in_translation_reports,
    knows_organisation,
    language,
    led_to_the_translation,
    nobody,
    of_live_pages,
    of_offerings,
    own_alone,
    page_right,
    page_right_somewhere,
    reviewers,
    reviewers_of_label,
    reviewers_of_step,
    reviewers_of_translation,
    role,
    sees_drafts,
    sees_drafts_somewhere,
    signed_in,
    translator_alone,
    with_a_strategy,
    with_role,
    workers,
    workers_of_both,
)

# (addresses, who may GET, who may POST); one rule stands for both. The first that fits.
TABLE: tuple[tuple[str, Rule] | tuple[str, Rule, Rule], ...] = (
    # Signing in and one's own account
    ("account_login", everybody),
    ("mfa_authenticate", everybody),
    ("account_inactive", nobody),  # 403 itself: it says that an account is closed
    ("socialaccount_login_cancelled", everybody),
    ("openid_connect_*", nobody),  # no organisation's log-in is set up here
    ("account_forgotten", everybody),
    ("account_new_password", everybody),
    ("mfa_deactivate_totp", nobody),  # nobody in this world has a second factor
    ("mfa_view_recovery_codes", nobody),
    ("mfa_*", signed_in),
    ("account_reauthenticate", signed_in),
    ("account_alive", with_role, nobody),
    ("wagtailadmin_account", with_role),
    ("wagtailadmin_logout", with_role),
    ("wagtailadmin_dismissibles", with_role),
    ("wagtailadmin_sprite", everybody),
    ("wagtailadmin_javascript_catalog", everybody),
    ("wagtailadmin_password_reset*", nobody),  # ours are `account_…`
    # The frame
    ("wagtailadmin_home", signed_in),
    ("admin/test404/", at_work),
    ("admin/^.*/$", nobody),
    ("wagtailadmin_error_test", nobody),
    ("wagtailadmin_block_preview", nobody),  # asks for a block's name
    ("wagtailadmin_tag_autocomplete", at_work),
    ("wagtailadmin_tag_model_autocomplete", nobody),  # pictures have no tag model
    ("wagtailadmin_editing_sessions:ping", changers),
    ("wagtailadmin_editing_sessions:release", at_work),
    # Pages: looking
    ("wagtailadmin_explore_root", page_right_somewhere("add", "change", "publish")),
    ("wagtailadmin_explore*", explorers),
    ("wagtailadmin_pages:search*", page_right_somewhere("add", "change", "publish")),
    ("wagtailadmin_pages:type_use*", page_right_somewhere("add", "change", "publish")),
    ("wagtailadmin_pages:choose_parent", at_work),  # of one's own, or none
    ("wagtailadmin_pages:usage", workers),
    ("wagtailadmin_pages:view_draft", workers),
    ("wagtailadmin_pages:preview_on_edit", changers),
    ("wagtailadmin_pages:history*", workers),
    ("wagtailadmin_pages:workflow_history*", workers),
    ("wagtailadmin_pages:revisions_index", workers),
    ("wagtailadmin_pages:revisions_view", workers),
    ("wagtailadmin_pages:revisions_compare", workers),
    ("wagtailadmin_api:pages:listing", at_work),
    ("wagtailadmin_api:pages:detail", workers),
    ("wagtailadmin_api:pages:find", at_work),
    ("wagtailadmin_choose_page_child", knows_organisation),
    ("wagtailadmin_choose_*", at_work),
    # Pages: changing
    # A translation's leads to where it is translated.
    ("wagtailadmin_pages:edit", either(changers, led_to_the_translation), changers),
    ("wagtailadmin_pages:add", page_right("add")),
    ("wagtailadmin_pages:add_subpage", page_right("add")),
    ("wagtailadmin_pages:preview_on_add", page_right("add")),
    ("wagtailadmin_pages:delete", page_right("add")),
    ("wagtailadmin_pages:delete:*", nobody),  # what readers have or had stays
    ("wagtailadmin_pages:unpublish", nobody),  # withdrawn where a reason is asked for
    ("wagtailadmin_pages:copy", changers),
    ("wagtailadmin_pages:revisions_revert", changers),
    ("wagtailadmin_pages:revisions_unschedule", page_right("change", "publish")),
    ("wagtailadmin_pages:*workflow_cancellation", page_right("change", "publish")),
    # The order among its siblings; nothing gets another place.
    ("wagtailadmin_pages:move_confirm", workers, page_right()),
    ("wagtailadmin_pages:move_confirm:*", workers_of_both, nobody),
    ("wagtailadmin_pages:set_page_position", page_right("publish"), page_right()),
    ("wagtailadmin_pages:move", nobody),
    ("wagtailadmin_pages:move:draft", nobody),
    ("wagtailadmin_pages:*lock", page_right()),
    ("wagtailadmin_pages:set_privacy", nobody),
    ("wagtailadmin_pages:convert_alias", nobody),  # there is no alias
    ("wagtailadmin_pages:*workflow_action*", nobody),  # the desk decides
    ("wagtailadmin_pages:workflow_preview", nobody),
    ("wagtailadmin_api:pages:action", page_right("add")),  # deletes a draft
    ("wagtailadmin_api:pages:action:revert_to_page_revision", changers),
    ("wagtailadmin_api:pages:action:*", nobody),
    ("wagtail_bulk_action:page:*", workers),
    # Files
    ("wagtail_bulk_action:hmimage:*", file_right("wagtailimages.change_image")),
    ("wagtail_bulk_action:hmdocument:*", file_right("wagtaildocs.change_document")),
    ("wagtailimages:create_multiple*", own_alone),
    ("wagtaildocs:create_multiple*", own_alone),
    ("wagtail*:delete_upload_multiple", own_alone),
    ("wagtailimages:url_generator*", nobody),  # switched off
    ("wagtailimages:*", file_right("wagtailimages.change_image")),
    ("wagtaildocs:*", file_right("wagtaildocs.change_document")),
    ("wagtailimages_chooser:chosen", file_right("wagtailimages.choose_image")),
    ("wagtaildocs_chooser:chosen", file_right("wagtaildocs.choose_document")),
    ("wagtailimages_chooser:select_format", file_right("wagtailimages.choose_image")),
    ("wagtailimages_chooser:create", file_right("wagtailimages.add_image")),
    ("wagtaildocs_chooser:create", file_right("wagtaildocs.add_document")),
    ("wagtail*_chooser:*", at_work),  # offers what one may choose
    ("wagtailadmin_api:images:find", nobody),  # there is nothing to find it by
    ("wagtailadmin_api:documents:find", nobody),
    ("wagtailadmin_api:images:*", administrators),
    ("wagtailadmin_api:documents:*", administrators),
    # Support offerings
    ("offering_start", page_right_somewhere("add")),
    ("offering_*", of_offerings(changers)),
    ("reader_reports", of_offerings(changers)),
    ("freshness_suggestion*", changers),
    ("advice_on_edit", changers),
    ("advice_on_create", page_right("add")),
    ("staff_texts", with_role),
    (
        "staff_text",
        lambda who, case: case.name in {"own", "other"} and with_role(who, case),
    ),
    ("strategy_begin", with_a_strategy),
    # Review
    ("review_desk", reviewers),
    ("review_withdraw", of_live_pages(page_right("change", "publish"))),
    ("review_undo", page_right("change", "publish")),
    ("review_*", reviewers_of_step),
    ("report_translation_*", in_translation_reports),
    ("report_overdue_checks*", answers_for_offerings),
    ("report_reader_words*", answers_for_offerings),
    ("report_*", in_reports),
    # Translation
    ("translation_desk", sees_drafts),
    ("translation_edit", sees_drafts, language("translator")),
    ("translation_order", language("coordinator")),
    ("translation_batch*", language("coordinator")),
    ("translation_take", language("translator")),
    ("translation_release", sees_drafts),  # and is told that somebody else has it
    ("translation_cancel", language("coordinator")),
    ("translation_review_of", language("reviewer")),
    ("translation_take_back", language("translator")),
    ("translation_machine", language("translator", "coordinator")),
    ("translation_preview", sees_drafts),
    ("translation_withdraw", language("reviewer")),
    ("translation_files", exchanges_files),
    ("translation_*_files", fetches_files, language("translator")),
    ("translation_*_fetch", fetches_files),
    ("translation_import", translator_alone),
    ("translation_review", reviewers_of_translation),
    ("translation_send_back", reviewers_of_translation),
    ("glossary", sees_drafts_somewhere),
    ("glossary_rendering", language("translator", "reviewer")),
    ("glossary_term*", either(administrators, role("coordinator"))),
    ("translation_short_texts", sees_drafts),
    ("translation_short_text", sees_drafts, language("translator")),
    ("translation_short_text_take", language("translator")),
    ("translation_short_text_release", sees_drafts),  # as of a page
    ("translation_short_text_cancel", language("coordinator")),
    ("translation_short_text_*", language("reviewer")),
    ("translation_easy_swedish", sees_drafts),
    ("translation_policies", administrators),
    ("wagtail_localize:javascript_catalog", at_work),
    ("wagtail_localize:*", nobody),
    ("wagtaillocales:*", nobody),  # languages are a table in the code
    # Words, help lines, people, settings: the administrators'
    ("help_line_checked", administrators),
    ("wagtailsnippets:index", nobody),  # all have a menu of their own
    ("wagtailsnippets_*:unpublish", nobody),  # the review does
    ("wagtailsnippets_*:revisions_unschedule", nobody),
    ("wagtailsnippets_*:*workflow_action*", nobody),  # the desk decides
    ("wagtailsnippets_base_termlabel:edit", reviewers_of_label),
    ("wagtailsnippets_base_termlabel:revisions_revert", reviewers_of_label),
    ("wagtailsnippets_base_termlabel:lock", reviewers_of_label),
    ("wagtailsnippetchoosers_*:create", nobody),  # there is no form to fill in
    ("wagtailsnippet*", administrators),
    ("wagtail_bulk_action:*", administrators),
    ("wagtailadmin_reports:*", administrators),
    ("wagtailadmin_workflows:remove", page_right()),
    # Without its step all that waits would be published.
    ("wagtailadmin_workflows:disable_task", administrators, nobody),
    ("wagtailadmin_workflows:*", administrators),
    ("wagtailadmin_collections:delete", administrators, nobody),  # they hold files
    ("wagtailadmin_collections:*", administrators),
    ("wagtailredirects:*", administrators),
    ("wagtailsettings:*", nobody),  # there are none
    ("wagtailsites:*", nobody),  # `sync_site` declares the one there is
    ("wagtailusers_*", administrators),
    ("people_*", administrators),
    ("organisation_*", page_right()),
)
# Where one person alone may change what readers have: withdrawing needs one, undoing it
# brings back what was approved, and the order among siblings is the administrators'.
# All else waits for a second person.
BY_ONE_PERSON = (
    "wagtailadmin_pages:move_confirm",
    "wagtailadmin_pages:set_page_position",
    "review_withdraw",
    "review_undo",
    "organisation_*",
)


def readers_may_notice(address: Address) -> bool:
    return any(fnmatchcase(address.name, name) for name in BY_ONE_PERSON)


def row_of(name: str) -> int:
    """Number of the row that decides; LookupError when there is none."""
    for number, row in enumerate(TABLE):
        if fnmatchcase(name, row[0]):
            return number
    raise LookupError(f"{name}: nobody has said who may use it")


def may(who: Who, address: Address, method: str) -> bool:
    row = TABLE[row_of(address.name)]
    rule: Rule = row[1] if method == "GET" else row[-1]  # type: ignore[assignment]
    return rule(who, address.case)


def is_closed(address: Address) -> bool:
    """To everybody, whatever it names."""
    return all(rule is nobody for rule in TABLE[row_of(address.name)][1:])
