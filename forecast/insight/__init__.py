"""Insight: odds, what rules them, and the verdict."""

from forecast.insight.bridge import shapley
from forecast.insight.odds import Joint, Odds, all_odds, joint_odds, odds, reserve
from forecast.insight.reach import Reach, reach
from forecast.insight.reported import Placed, Reported, placed
from forecast.insight.spread import REST, Cause, spread
from forecast.insight.two_sided import TwoSided, two_sided
from forecast.insight.verdict import Verdict, reading, verdict

__all__ = ["REST", "Cause", "Joint", "Odds", "Placed", "Reach", "Reported", "TwoSided", "Verdict",
           "all_odds", "joint_odds", "odds", "placed", "reach", "reading", "reserve",
           "shapley", "spread", "two_sided", "verdict"]
