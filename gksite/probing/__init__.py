"""The site as it is served, asked over IPv6 and IPv4: reads only, few requests, and nobody else's machines."""
