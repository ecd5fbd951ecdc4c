"""Cases that were opened on findings, and what firms answered to findings."""
