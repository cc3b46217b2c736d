"""From released tables to plotly figures, as JSON that travels: pure functions, no thresholds, no state."""

from workshop.charts.rankings import ranking_figures
from workshop.charts.ratings import rating_figures
from workshop.charts.style import warm
from workshop.charts.votes import vote_figures

__all__ = ["ranking_figures", "rating_figures", "vote_figures", "warm"]
