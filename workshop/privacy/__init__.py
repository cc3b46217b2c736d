"""The one door out: whatever says something about more than one person passes here.

The gate decides *whose* answers may be counted (`admit`); the tables it hands out are counts over those people
only. All that it handed out before is part of the decision (`hides`): no combination of tables that are out may single
out fewer people than the threshold, because their difference would show what those few answered (differencing;
Hundepool et al., Statistical Disclosure Control, Wiley 2012, section 5.2).
"""

from workshop.privacy.gate import Answered, Thresholds, admit, admit_items, hides
from workshop.privacy.rankings import release_rankings
from workshop.privacy.ratings import release_ratings
from workshop.privacy.texts import PEOPLE, release_texts
from workshop.privacy.votes import release_votes
from workshop.privacy.weighings import release_weighings

__all__ = [
    "PEOPLE",
    "Answered",
    "Thresholds",
    "admit",
    "admit_items",
    "hides",
    "release_rankings",
    "release_ratings",
    "release_texts",
    "release_votes",
    "release_weighings",
]
