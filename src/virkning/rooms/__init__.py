"""The domain: what exists, what may be read, what may be done. No HTTP, no HTML.

Rooms stand in one order (`ROOMS` in `virkning.config.house`); a room may know only the ones before it.
"""
