"""What people can do: one class per actor's job, one method = one transaction."""
