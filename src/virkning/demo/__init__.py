"""The demo: workbooks shipped with the product. `cli.demo` imports them and makes the demo people."""
