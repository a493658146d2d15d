"""Tells Hypothesis of our types, when it is imported: `st.from_type(Calendar)`."""


def register() -> None:
    """Register the strategy of `Calendar`: Hypothesis calls this when it begins."""
    from hypothesis import strategies as st

    from slapolicy.worktime import Calendar

    def drawn(_: type[Calendar]) -> st.SearchStrategy[Calendar]:
        from slapolicy.strategies import calendars

        return calendars()

    st.register_type_strategy(Calendar, drawn)
