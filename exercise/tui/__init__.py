"""The app: screens that submit moves and render views."""
