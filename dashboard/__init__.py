"""The web application: reads the database and shows it; never writes it."""
