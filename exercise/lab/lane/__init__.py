"""One lane: a whole exercise over flat arrays, in the order in which the table and the engine play it.

Everything here compiles: functions of a `Lane` and scalars. Every number comes from `exercise.rules`; what stands here
is the order of things, as `exercise.engine` has it over objects. Where tracing is on, a lane says what the engine's
events say, in the words of `exercise.lab.trace`.
"""
