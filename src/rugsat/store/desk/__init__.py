"""What officers keep for themselves: filters of their queues."""
