"""The board's workbook: one module per sheet, one formula layer under all of them."""
