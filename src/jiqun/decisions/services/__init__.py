"""The acts of deliberation, public notice and objections."""
