"""Readers' word: one tap says that an offering is wrong, closed, hard to understand or
let nobody in; no account, no cookie, nothing kept about who said it.

`kinds` words and links · `forms` what is sent · `views` the public pages · `intake`
storing and telling · `clearing` what is deleted when · `desk` the organisation's side ·
`report` counts. What keeps spam out is any public form's: `base.form_tickets`,
`base.form_limits`, `base.origin`.
"""
