"""Production failures, done to real processes: what a client sees, and what is left.

Each test does a little. `REQUESTS=20000 pytest tests/faults/test_stopping.py` does more.
"""
