"""Tables → files: templates, exports, and a team's own file back with what is wrong in it."""
