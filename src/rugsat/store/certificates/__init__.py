"""Certificates that were issued, each as the files that its holder was given."""
