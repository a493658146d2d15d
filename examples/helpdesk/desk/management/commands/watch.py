"""`manage.py watch`: look at each ticket when its next change comes."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from desk.clock import now
from desk.keeping import look


class Command(BaseCommand):
    """Looks again and again, or once."""

    help = "Look at each ticket when its next change comes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take how often to ask the database, and whether once is enough."""
        parser.add_argument("--every", type=float, default=1.0, help="seconds")
        parser.add_argument("--once", action="store_true")

    def handle(self, *_: Any, every: float, once: bool, **__: Any) -> None:
        """Ask the database for what is due, until stopped."""
        while True:
            close_old_connections()
            number = look(now())
            if once:
                self.stdout.write(f"looked at {number}")
                return
            time.sleep(every)
