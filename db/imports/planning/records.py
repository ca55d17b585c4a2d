"""What an import would do with records that are no events."""
