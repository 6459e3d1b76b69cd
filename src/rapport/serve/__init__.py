"""Where people and machines meet Rapport: settings, the command line, the owner process."""
