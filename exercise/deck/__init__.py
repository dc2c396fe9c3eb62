"""What an exercise is made of: the models of a deck and its source, and the words for amounts."""
