"""Addresses of initiatives."""

from django.urls import path

from allaboard.areas.initiatives.views import asks, briefs, cases, leaders, pages, step_notes

app_name = "initiatives"

urlpatterns = [
    path("", pages.list_page, name="list"),
    path("board/", pages.board, name="board"),
    path("start/", pages.start, name="start"),
    path("stop/", pages.stop_chosen, name="stop_chosen"),
    path("brief/<str:token>/", briefs.personal, name="personal_brief"),
    path("<int:pk>/", pages.detail, name="detail"),
    path("<int:pk>/report/", pages.report, name="report"),
    path("<int:pk>/status/", pages.status, name="status"),
    path("<int:pk>/edit/<str:section>/", cases.edit, name="edit"),
    path("<int:pk>/owner/", cases.hand_over, name="hand_over"),
    path("<int:pk>/sources/", cases.add_source, name="add_source"),
    path("<int:pk>/sources/<int:source_pk>/remove/", cases.remove_source, name="remove_source"),
    path("<int:pk>/options/", cases.add_option, name="add_option"),
    path("<int:pk>/options/<int:option_pk>/remove/", cases.remove_option, name="remove_option"),
    path("<int:pk>/decide/", cases.decide, name="decide"),
    path("<int:pk>/steps/", step_notes.note, name="note_step"),
    path("<int:pk>/steps/<int:note_pk>/withdraw/", step_notes.withdraw, name="withdraw_step_note"),
    path("<int:pk>/leaders/add/", leaders.add, name="add_leader"),
    path("<int:pk>/leaders/<int:leader_pk>/", leaders.page, name="leader"),
    path("<int:pk>/leaders/<int:leader_pk>/change/", leaders.change, name="change_leader"),
    path("<int:pk>/leaders/<int:leader_pk>/remove/", leaders.remove, name="remove_leader"),
    path("<int:pk>/leaders/<int:leader_pk>/evidence/", leaders.note, name="note_evidence"),
    path("<int:pk>/leaders/<int:leader_pk>/objections/", leaders.object_to, name="raise_objection"),
    path("<int:pk>/leaders/<int:leader_pk>/link/", leaders.link, name="make_link"),
    path("<int:pk>/evidence/<int:evidence_pk>/take-back/", leaders.take_back, name="take_evidence_back"),
    path("<int:pk>/objections/<int:objection_pk>/answer/", leaders.answer, name="answer"),
    path("<int:pk>/objections/<int:objection_pk>/judge/", leaders.judge, name="judge"),
    path("<int:pk>/conditions/<int:condition_pk>/meet/", leaders.meet, name="meet_condition"),
    path("<int:pk>/links/<int:link_pk>/revoke/", leaders.revoke, name="revoke_link"),
    path("<int:pk>/ask/", asks.ask, name="ask"),
    path("<int:pk>/override/", asks.override, name="override"),
    path("<int:pk>/override/withdraw/", asks.withdraw, name="withdraw_override"),
    path("<int:pk>/brief/", briefs.brief, name="brief"),
]
