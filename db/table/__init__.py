"""Events as rows and cells: what table, inspector and command line show of them."""
