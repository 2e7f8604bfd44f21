"""Reference data shipped with the product, loaded by migrations."""
