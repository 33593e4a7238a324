"""A plainly synthetic Albertslund, and the hidden process that makes things happen in it.

Nobody here exists: CVR numbers begin with 99, which are not given out, and people are numbers. The
process is documented in `training.simulator.process`; nothing outside this room and its benchmark
may look into it.
"""

from training.simulator.demo import build_demo

__all__ = ["build_demo"]
