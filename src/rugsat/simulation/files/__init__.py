"""Writers of filed files; they share no code with the readers of intake, so that no mistake is made twice alike."""
