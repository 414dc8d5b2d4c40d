"""Short texts beside the pages in twelve languages: labels, help lines, files, menu.

What is wrong with a text is said by `checks`, what there is by `kinds`, where it stands
by `cells`; `matrix` shows all of it, `views` one text, and `review` ties the texts to
the review of pages.
"""
