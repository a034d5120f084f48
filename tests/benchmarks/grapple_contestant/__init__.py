"""wagtail-grapple on the project's own models, in a process of its own."""
