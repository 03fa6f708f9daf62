"""The demonstration: invented figures of real counties, played through the same services as real ones."""
