"""Property tests of the core judge what is right, never how fast a busy machine is."""

from hypothesis import settings

settings.register_profile("core", deadline=None)
settings.load_profile("core")
