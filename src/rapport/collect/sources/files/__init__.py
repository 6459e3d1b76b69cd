"""Any file becomes a stream of row batches; see `read`."""
