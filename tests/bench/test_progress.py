"""The bar."""

import io

from workshop.bench.progress import Progress


class Terminal(io.StringIO):
    """A stream that somebody watches."""

    def isatty(self) -> bool:
        """Say so."""
        return True


class TestProgress:
    def test_tells_the_step_and_how_much_is_done(self):
        """A step is done when the next begins; at the end the line is taken away."""
        seen = Terminal()
        with Progress(2, seen) as progress:
            progress.step("first")
            assert "█" not in seen.getvalue()
            progress.step("second")
            assert seen.getvalue().count("█") == 12
        assert "first" in seen.getvalue()
        assert seen.getvalue().endswith("\r\x1b[K")

    def test_is_silent_when_nobody_watches(self):
        """A log or a pipe gets nothing."""
        seen = io.StringIO()
        with Progress(1, seen) as progress:
            progress.step("only")
        assert seen.getvalue() == ""
