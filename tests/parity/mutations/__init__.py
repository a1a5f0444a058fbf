"""One module per group of commands. Importing one registers its mutations."""
