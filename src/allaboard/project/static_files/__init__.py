"""Style sheets, scripts and pictures: collected once, under names that may be kept for ever."""
