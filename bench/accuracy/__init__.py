"""How right the checks are: simulated countries, pooled, and the power of what rests on chance."""
