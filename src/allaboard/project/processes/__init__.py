"""What runs beside the command line: web server, workers, how they are started and how they end."""
