"""The transparency log: every act as a commitment in a Merkle tree that anyone can verify from its files alone."""
