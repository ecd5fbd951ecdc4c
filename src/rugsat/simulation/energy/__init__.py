"""The country's power: homes, transformers, mining sites, pools, and the providers that meter it all."""
