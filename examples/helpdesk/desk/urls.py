"""Which page is where."""

from django.urls import path

from desk import views

urlpatterns = [
    path("", views.tickets, name="tickets"),
    path("new/", views.new, name="new"),
    path("tickets/<int:key>/", views.ticket, name="ticket"),
    path("tickets/<int:key>/timeline.svg", views.timeline, name="timeline"),
    path("tickets/<int:key>/decision.json", views.decision, name="decision"),
    path("clauses/<str:name>/", views.clause, name="clause"),
    path("policy/", views.editions, name="editions"),
    path("pass/", views.let_time_pass, name="pass"),
]
