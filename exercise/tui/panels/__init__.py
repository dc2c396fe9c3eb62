"""What the play screen shows in each phase, one panel each."""
