"""How much a file may bring; beyond it the file is refused before anything is changed."""

FILE_BYTES = 1_000_000_000
UNPACKED_BYTES = 600_000_000
SHEET_ENTRIES = 2_000
COLUMNS = 500
ROWS = 3_000_000
CELL_CHARACTERS = 10_000
READABLE_CELL_CHARACTERS = 20_000_000  # so much may be looked at, to say which cell is too long
HEADER_CHARACTERS = 200
SNIFFED_BYTES = 1 << 20
PIECE_BYTES = 1 << 18
