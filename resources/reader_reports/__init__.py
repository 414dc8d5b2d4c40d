"""Readers' word: one tap says that an offering is wrong, closed, hard to understand or
let nobody in; no account, no cookie, nothing kept about who said it.

`kinds` words and links · `tokens`, `limits`, `forms` what keeps spam out · `views` the
public pages · `intake` storing and telling · `clearing` what is deleted when · `desk`
the organisation's side · `report` counts.
"""
