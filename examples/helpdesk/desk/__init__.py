"""A small helpdesk that asks slapolicy what is owed."""
