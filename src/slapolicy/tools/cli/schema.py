"""`slapolicy schema`: the JSON Schema of a policy's cases."""

import click

from slapolicy.tools.cli.terminal import usable_policy


@click.command()
@click.argument("policy")
def schema(policy: str) -> None:
    """Print the JSON Schema of a policy's cases.

    In the draft of 2020-12. What it refuses, `evaluate` refuses too.
    """
    import json

    from slapolicy.contract.case_schema import case_schema

    found = case_schema(usable_policy(policy))
    click.echo(json.dumps(found, indent=2))
