"""What offenders and their innocent twins on the energy side do, by offence."""
