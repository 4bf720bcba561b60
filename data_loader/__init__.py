"""Spreadsheets to database: read, clean, check, report, store; never imports the dashboard."""
