"""Shows every page in the time zone of the agreement."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from desk.contract import policy


def in_zone(
    answer: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Give the middleware that does so."""

    def answered(request: HttpRequest) -> HttpResponse:
        with timezone.override(policy().agreement.zone):
            return answer(request)

    return answered
