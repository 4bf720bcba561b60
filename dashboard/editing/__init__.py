"""What editors do in the browser: loads and their work in the background."""
