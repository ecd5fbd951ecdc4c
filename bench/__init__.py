"""One folder per measured claim, with its peers."""
