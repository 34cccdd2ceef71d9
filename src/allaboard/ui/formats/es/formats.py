"""Days as Spaniards write them, but never broken over two lines."""

DATE_FORMAT = "j\N{NO-BREAK SPACE}\\d\\e\N{NO-BREAK SPACE}F \\d\\e\N{NO-BREAK SPACE}Y"
DATETIME_FORMAT = "j\N{NO-BREAK SPACE}\\d\\e\N{NO-BREAK SPACE}F \\d\\e\N{NO-BREAK SPACE}Y \\a \\l\\a\\s H:i"
MONTH_DAY_FORMAT = "j\N{NO-BREAK SPACE}\\d\\e\N{NO-BREAK SPACE}F"
SHORT_DATE_FORMAT = "j\N{NO-BREAK SPACE}b\N{NO-BREAK SPACE}Y"  # in tables, with the month still in letters
