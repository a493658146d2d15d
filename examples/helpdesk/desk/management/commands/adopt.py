"""`manage.py adopt POLICY`: put another policy into force, and say what it changes."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

import slapolicy
from desk.adopting import adopt
from desk.clock import now


class Command(BaseCommand):
    """Decides every ticket by the old policy and by the new one."""

    help = "Put another policy into force, and say what it changes."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file."""
        parser.add_argument("policy")

    def handle(self, *_: Any, policy: str, **__: Any) -> None:
        """Adopt it and print what changed."""
        try:
            edition = adopt(policy, now())
        except slapolicy.PolicyError as error:
            message = f"the old policy stays in force:\n{error}"
            raise CommandError(message) from None
        except OSError as error:
            raise CommandError(str(error)) from None
        found = edition.changes
        self.stdout.write(
            f"{found['cases']} tickets, {found['changed']} change, "
            f"{found['refused']} cannot be read"
        )
        for kind, number in found["by_kind"]:
            self.stdout.write(f"  {kind}: {number}")
        for each in found["by_clause"]:
            self.stdout.write(
                f"  by {each['clause'] or 'no clause'}, {each['what']}: {each['count']}"
            )
