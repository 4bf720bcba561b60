"""Alembic's entry: runs the steps on the connection, and in the transaction, that the loader hands over."""

from alembic import context

from data_loader.schema import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,  # with our own BEGIN, SQLite takes back CREATE TABLE as PostgreSQL does
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
