"""A network like the one of the action sheet, founded and lived in through the use cases, all its names invented."""
