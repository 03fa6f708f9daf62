"""Stage 4, province: deliberation, public notice, objections."""
