"""Puts the root of the project on the path: `benchmarks` is no part of the package."""

import sys

from house.tree import ROOT

sys.path.append(str(ROOT))
