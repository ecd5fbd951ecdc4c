"""The portal: where applicants, licensees, energy providers, banks and other bodies work."""
