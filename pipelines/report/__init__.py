"""`dateline report`: an output as one page that needs nothing else.

`write` is the flow; `tables` reads, `overview` and `details` hold what the page embeds, `embed` makes it harmless, and
page.html, style.css and scripts/ are the page itself, which draws everything from what is embedded.
"""
