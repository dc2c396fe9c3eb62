"""Simulated exercises by the thousand: lanes, which play by the very kernels that a session plays by."""
