"""What happens when the reader does something: one module a kind of action, each `register(app, views)`."""
