"""The command line: export, accounts, numbers."""
