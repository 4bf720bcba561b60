"""Pictures of the dashboard for its documentation."""
