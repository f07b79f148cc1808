"""Personal data in a text: found, masked, compared. Pure functions that know neither files nor the portal."""
