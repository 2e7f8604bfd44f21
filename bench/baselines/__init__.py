"""What the same work costs without the product: the bare libraries, used as fast as they can be used."""
