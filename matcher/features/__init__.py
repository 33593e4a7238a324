"""What a model may see: records in, numbers out. May not import rules, the store or models."""
