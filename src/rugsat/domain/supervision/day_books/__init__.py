"""Day books: a file each, named as the dataset that it makes."""
