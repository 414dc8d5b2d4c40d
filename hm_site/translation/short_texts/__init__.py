"""Short texts beside the pages in twelve languages: labels, help lines, files.

What is wrong with a text is said by `checks`, what there is by `kinds`, where it stands
by `cells`. They stand on the desk with the pages; `views` show and decide one text,
`onward` leads to the next, and `review` ties the texts to the review of pages.
"""
