"""The pages across stages."""
