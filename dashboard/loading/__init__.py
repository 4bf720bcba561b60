"""Loading in the browser: the loads of editors, which the loader does in a process of its own."""
