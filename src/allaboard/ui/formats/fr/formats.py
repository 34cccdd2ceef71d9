"""Days as the French write them, but never broken over two lines."""

DATE_FORMAT = "j\N{NO-BREAK SPACE}F\N{NO-BREAK SPACE}Y"
DATETIME_FORMAT = "j\N{NO-BREAK SPACE}F\N{NO-BREAK SPACE}Y H:i"
MONTH_DAY_FORMAT = "j\N{NO-BREAK SPACE}F"
SHORT_DATE_FORMAT = "j\N{NO-BREAK SPACE}N\N{NO-BREAK SPACE}Y"  # in tables, with the month still in letters
