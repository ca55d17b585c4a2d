"""Records out: tables, calendars, citations, reports."""
