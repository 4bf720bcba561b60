"""What the command line needs: documents, accounts, numbers, a server."""
