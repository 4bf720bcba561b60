"""The server for gunicorn: `gunicorn dashboard.wsgi:server`."""

from dashboard.app import create_app
from dashboard.settings import from_environment

server = create_app(from_environment()).server
