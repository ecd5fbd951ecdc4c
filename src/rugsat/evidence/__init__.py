"""What is known and can be proven: contracts, the lake and the engines that read it."""
