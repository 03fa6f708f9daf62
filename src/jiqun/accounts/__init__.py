"""Authorities, people and their seats; who may see what."""
