"""Tests of the store; `batches` builds groups for other packages' tests as well."""
