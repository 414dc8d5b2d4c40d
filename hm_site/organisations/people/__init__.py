"""People: invitations, roles, who may sign in and who needs a second factor."""
