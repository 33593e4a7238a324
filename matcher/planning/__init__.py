"""What is solved exactly: upskilling paths, placement rounds, jobrotation cover. Pure."""
