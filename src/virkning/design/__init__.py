"""The look: page frame, components in the public design system's markup, styles. Knows no domain."""
