"""The certificate of an authorisation: its paper, its signature, its code, and how anyone verifies them."""
