"""Which column is which of ours: by what the user says, tag, name, near name or content; and what else a user says."""
