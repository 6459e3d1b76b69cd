from hypothesis import settings

# The first call that needs scipy also imports it, which takes longer than the 200 ms an example may take by default.
settings.register_profile("rapport-stats", deadline=None)
settings.load_profile("rapport-stats")
