"""A record as tables, and these as a workbook or as comma-separated values. Nothing here asks who may see it."""
