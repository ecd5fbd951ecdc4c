"""What the API keeps: tokens, keys of requests that were answered, windows of the rate limit, filings as received."""
