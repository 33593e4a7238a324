"""What the law requires, one file a scheme; pure. A verdict is never a feature."""
