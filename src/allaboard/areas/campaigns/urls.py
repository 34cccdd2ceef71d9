"""Addresses of campaigns."""

from django.urls import path

from allaboard.areas.campaigns.views import (
    acting,
    editing,
    missed,
    overview,
    previewing,
    results,
    review,
    running,
)

app_name = "campaigns"
urlpatterns = [
    path("", overview.campaign_list, name="list"),
    path("calendar/", overview.calendar, name="calendar"),
    path("new/", editing.new, name="new"),
    path("archive/", running.archive_chosen, name="archive_chosen"),
    path("reviews/", review.reviews, name="reviews"),
    path("act/<str:token>/", acting.act, name="act"),
    path("<int:pk>/", overview.detail, name="detail"),
    path("<int:pk>/goal/", editing.goal, name="goal"),
    path("<int:pk>/audience/", editing.audience, name="audience"),
    path("<int:pk>/steps/new/", editing.new_step, name="new_step"),
    path("<int:pk>/steps/<int:step_id>/", editing.step, name="step"),
    path("<int:pk>/steps/<int:step_id>/preview/<str:shape>/", previewing.preview, name="preview"),
    path("<int:pk>/steps/<int:step_id>/remove/", editing.remove_step, name="remove_step"),
    path("<int:pk>/steps/<int:step_id>/move/", editing.move_step, name="move_step"),
    path("<int:pk>/steps/<int:step_id>/words/<str:language>/", editing.wording, name="wording"),
    path("<int:pk>/steps/<int:step_id>/test/", running.test, name="test"),
    path("<int:pk>/submit/", review.submit, name="submit"),
    path("<int:pk>/withdraw/", running.withdraw, name="withdraw"),
    path("<int:pk>/review/<int:number>/", review.review, name="review"),
    path("<int:pk>/review/<int:number>/answer/", review.answer, name="answer"),
    path("<int:pk>/launch/", running.launch, name="launch"),
    path("<int:pk>/pause/", running.pause, name="pause"),
    path("<int:pk>/resume/", running.resume, name="resume"),
    path("<int:pk>/cancel/", running.cancel, name="cancel"),
    path("<int:pk>/duplicate/", running.duplicate, name="duplicate"),
    path("<int:pk>/archive/", running.archive, name="archive"),
    path("<int:pk>/restore/", running.restore, name="restore"),
    path("<int:pk>/results/", results.results, name="results"),
    path("<int:pk>/measure/", results.measure, name="measure"),
    path("<int:pk>/unreached/", missed.unreached, name="unreached"),
    path("<int:pk>/acted/", results.acted_list, name="acted_list"),
]
