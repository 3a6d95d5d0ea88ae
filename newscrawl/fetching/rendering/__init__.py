"""Pages whose scripts make what they show: rendered by Splash or by Chromium, where a site declares it.

``addon.Rendering`` turns a site's declarations into Scrapy's settings, and does nothing for a site that has none. ``RenderPages``
decides which requests are rendered and says so in their ``meta``; ``RenderingHandler`` downloads those through the engine and all
others as before; ``Outcome`` sees what came of it. Spiders get a response as of any page, with the status, headers and
address that the site itself gave.
"""
