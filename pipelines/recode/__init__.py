"""An output coded again by today's coder."""
