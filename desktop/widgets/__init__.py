"""Reusable fields: they know Qt and dates, nothing of the timeline."""
