"""How hard the laws are tried: `quick` by default, `thorough` if asked.

`SLAPOLICY_LAWS=thorough pytest tests/laws` tries each a hundred times as often.
"""

import os

from hypothesis import HealthCheck, settings

# Messages are held to their English, whatever the locale of who runs the tests.
os.environ["LC_ALL"] = "C"

settings.register_profile(
    "quick",
    max_examples=60,
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("thorough", settings.get_profile("quick"), max_examples=6000)
settings.load_profile(os.environ.get("SLAPOLICY_LAWS", "quick"))
