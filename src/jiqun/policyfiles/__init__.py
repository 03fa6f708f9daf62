"""The policy folder on disk: YAML files to the core's shapes and back. Knows no framework and no database."""
