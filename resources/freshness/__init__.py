"""Freshness: every live offering is checked again and again, and readers see when.

`rules` says when, `status_row` writes it down, `rounds` asks the contact by mail,
`links`, `views` and `answers` take what she answers, `suggestions` brings her changes
under moderation; the rest shows editors and moderators what waits.
"""
