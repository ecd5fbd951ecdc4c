"""What is derived from a return definition: template, schemas, page and due dates, as text or plain data."""
