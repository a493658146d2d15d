"""How an axis writes dates and times: in short, by the sentences of a language."""

from datetime import datetime

from slapolicy.contract.explanation.speech import Speaker
from slapolicy.contract.explanation.step import step


class TickWords:
    """Writes wall times in short, in a language."""

    def __init__(self, language: str) -> None:
        self._speaker = Speaker(language)

    def told(self, wall: datetime, grain: str) -> str:
        """Write a wall time as fine as its grain.

        Grains: year, month, month_of_year, day, date, short_date, dated, minute,
        second.
        """
        return self._speaker.say(
            step(
                f"tick_{grain}",
                year=f"{wall.year}",
                month=step(f"short_month_{wall.month}"),
                weekday=step(f"short_day_{wall.isoweekday()}"),
                day=f"{wall.day}",
                hour=f"{wall.hour:02}",
                minute=f"{wall.minute:02}",
                second=f"{wall.second:02}",
            )
        )

    def moment(self, date: str, time: str) -> str:
        """Write a date and a time together."""
        return self._speaker.say(step("tick_moment", date=date, time=time))
