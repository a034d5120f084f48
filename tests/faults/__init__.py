"""What goes wrong in production, done to real processes: what a client then sees, and what is left.

Each test does a little. `REQUESTS=20000 pytest tests/faults/test_stopping.py` does more.
"""
