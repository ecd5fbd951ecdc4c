"""Forms of the portal: what is typed, and the content that it comes to."""
