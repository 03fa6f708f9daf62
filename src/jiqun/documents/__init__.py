"""The only place that makes files: plain sheets in, bytes out. Looks nothing up and reads no clock."""
