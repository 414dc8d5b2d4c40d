"""Files for translators who work elsewhere: XLIFF and PO, out and in.

`units` says what a file holds, `xliff` and `po` write and read it, `selection` which
pages go out, `dry_run` what reading a file in would do, and does it.
"""
