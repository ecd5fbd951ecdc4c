"""What the house needs besides the program: set-up, generated pages, and what a run left out."""
