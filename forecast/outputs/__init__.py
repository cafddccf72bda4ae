"""What leaves the house: the results table, the manifest and the board's workbook."""
