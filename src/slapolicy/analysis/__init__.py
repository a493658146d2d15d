"""What can be said of a policy before any case arrives."""
