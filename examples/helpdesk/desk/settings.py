"""Settings, from the environment.

HELPDESK_DATABASE: `postgresql://user:password@host:port/name`; without it, SQLite in
a file beside this folder (or where HELPDESK_SQLITE says). HELPDESK_POLICY: the policy
in force at first. HELPDESK_SECRET: Django's secret. HELPDESK_REAL: set, time cannot be
made to pass.
"""

import os
import secrets
from pathlib import Path
from urllib.parse import unquote, urlsplit

FOLDER = Path(__file__).resolve().parents[1]
POLICIES = FOLDER.parents[1] / "policies"
POLICY = os.environ.get("HELPDESK_POLICY", str(POLICIES / "bird-email-enterprise.sla"))
CAN_PASS_TIME = "HELPDESK_REAL" not in os.environ

SECRET_KEY = os.environ.get("HELPDESK_SECRET") or secrets.token_urlsafe(50)
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
INSTALLED_APPS = ["django.contrib.staticfiles", "desk"]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "desk.zone.in_zone",
]
ROOT_URLCONF = "desk.urls"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": ["desk.views.everywhere"]},
    }
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
STATIC_URL = "static/"
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"terminal": {"class": "logging.StreamHandler"}},
    "loggers": {"django.request": {"handlers": ["terminal"], "level": "ERROR"}},
}


def _database() -> dict[str, object]:
    address = os.environ.get("HELPDESK_DATABASE")
    if address is None:
        file = os.environ.get("HELPDESK_SQLITE", str(FOLDER / "helpdesk.sqlite3"))
        options = {"transaction_mode": "IMMEDIATE", "timeout": 20}
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": file,
            "OPTIONS": options,
        }
    parts = urlsplit(address)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
    }


DATABASES = {"default": _database()}
