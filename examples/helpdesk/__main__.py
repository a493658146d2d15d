"""Starts the example helpdesk: `python examples/helpdesk [--port N] [--empty]`.

The database is made if there is none, examples are put into an empty one, and what
falls due is looked at beside the pages.
"""

import argparse
import os
import sys
import threading
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "desk.settings")


def main() -> None:
    """Set up, then serve until it is stopped."""
    parser = argparse.ArgumentParser(prog="helpdesk", description="An example.")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--empty", action="store_true", help="no example tickets")
    given = parser.parse_args()

    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    if not given.empty:
        call_command("example_tickets")
    threading.Thread(target=call_command, args=("watch",), daemon=True).start()
    call_command(
        "runserver",
        f"127.0.0.1:{given.port}",
        use_reloader=False,
        insecure_serving=True,  # the sheet of styles, without another server
    )


if __name__ == "__main__":
    main()
