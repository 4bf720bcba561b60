"""The WSGI application, under the settings of the environment: `dashboard.wsgi:server`."""

import gc

from dashboard.app import create_app
from dashboard.editing.jobs import start_work
from dashboard.settings import from_environment

server = create_app(from_environment()).server
start_work(server)
gc.freeze()  # imported for good: looking through it for garbage would hold an answer up by 0.1 s now and then
