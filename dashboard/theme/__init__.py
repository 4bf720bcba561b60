"""How it looks: every colour and size, and the files the browser loads."""
