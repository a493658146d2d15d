"""How a timeline says things: a language, a zone, and the case that is looked at."""

from slapolicy.contract.decision import AlertDecision
from slapolicy.contract.explanation.speech import Speaker
from slapolicy.contract.explanation.step import Argument, Instant, Step, Window, step
from slapolicy.contract.explanation.view import View
from slapolicy.worktime import zone


class Teller:
    """Says what a lane, a band or a mark is, by the clock of one zone.

    Where the offset is the same throughout the window, it is told once, in the head.
    """

    def __init__(
        self, view: View, language: str, zone_name: str, window: tuple[int, int]
    ) -> None:
        self.view = view
        self.zone = zone_name
        self.start, self.end = window
        clock = zone(zone_name)
        is_steady = not clock.changes(self.start, self.end)
        self._offset = clock.offset(self.start) if is_steady else None
        self._speaker = Speaker(language, view.policy.labels)

    def say(self, argument: Argument) -> str:
        """Say something within a text."""
        return self._speaker.say(argument)

    def alone(self, *steps: Step) -> str:
        """Say steps as a text that stands by itself; whose clock it is, is known."""
        return self._speaker.alone(*steps, known=(self.zone, self._offset))

    def whole(self, *steps: Step) -> str:
        """Say steps as a text that names the zone of its instants."""
        return self._speaker.alone(*steps)

    def instant(self, at: int) -> Instant:
        """Give an instant, to be told by the clock of the timeline's zone."""
        return Instant(at, self.zone)

    def window(self, start: int, end: int) -> Window:
        """Give a stretch, to be told by the clock of the timeline's zone."""
        return Window(start, end, self.zone)

    def title(self, name: str) -> str:
        """Give what the policy calls something."""
        return self.say(self.view.title(name))

    def alert(self, alert: AlertDecision) -> Step:
        """Tell an alert as it stands."""
        arguments: dict[str, Argument] = {
            "to": self.view.who(alert.to),
            "about": self._about(alert),
        }
        return Step(f"told_{alert.kind}_{alert.state}", arguments)

    def _about(self, alert: AlertDecision) -> Step:
        if alert.obligation is None:
            return step("nothing")
        clock = alert.obligation.rpartition("#")[0].removeprefix("aim of ")
        return step("told_about", clock=self.view.title(clock))
