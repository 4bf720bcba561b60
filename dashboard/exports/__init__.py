"""A view taken away: its blocks as files, a module a format or the part of one."""
