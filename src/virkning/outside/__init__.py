"""Systems outside the house, one module each: how they are spoken to, and a fake that a test has verified.

Pure tools: they know neither Django nor the domain.
"""
