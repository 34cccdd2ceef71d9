"""Addresses under /listen/."""

from django.urls import path

from allaboard.areas.listening.views import answering, imports, results, surveys, themes, waves

app_name = "listening"

urlpatterns = [
    path("", surveys.survey_list, name="list"),
    path("mine/", waves.mine, name="mine"),
    path("new/", surveys.start, name="start"),
    path("import/", imports.upload, name="import"),
    path("import/<int:pk>/", imports.mapping, name="mapping"),
    path("a/<str:token>/", answering.personal, name="personal"),
    path("answer/<int:pk>/", answering.answer, name="answer"),
    path("thanks/", answering.thanks, name="thanks"),
    path("archive/", surveys.archive_chosen, name="archive_chosen"),
    path("<int:pk>/", surveys.survey, name="survey"),
    path("<int:pk>/questions/", surveys.question, name="add_question"),
    path("<int:pk>/questions/<str:key>/", surveys.question, name="question"),
    path("<int:pk>/questions/<str:key>/move/", surveys.move_question, name="move_question"),
    path("<int:pk>/questions/<str:key>/remove/", surveys.remove_question, name="remove_question"),
    path("<int:pk>/preview/", surveys.preview, name="preview"),
    path("<int:pk>/duplicate/", surveys.duplicate, name="duplicate"),
    path("<int:pk>/archive/", surveys.archive, name="archive"),
    path("<int:pk>/restore/", surveys.restore, name="restore"),
    path("<int:pk>/launch/", waves.launch, name="launch"),
    path("waves/<int:pk>/", waves.wave, name="wave"),
    path("waves/<int:pk>/remind/", waves.remind, name="remind"),
    path("waves/<int:pk>/close/", waves.close, name="close"),
    path("waves/<int:pk>/closing-day/", waves.closing_day, name="closing_day"),
    path("waves/<int:pk>/call-off/", waves.call_off, name="call_off"),
    path("waves/<int:pk>/results/", results.results, name="results"),
    path("waves/<int:pk>/results.csv", results.export, {"form": "csv"}, name="export_csv"),
    path("waves/<int:pk>/results.xlsx", results.export, {"form": "xlsx"}, name="export_xlsx"),
    path("waves/<int:pk>/checked/", results.checked, name="checked"),
    path("waves/<int:pk>/themes/", results.find_themes, name="find_themes"),
    path("themes/<int:pk>/", themes.theme, name="theme"),
    path("themes/<int:pk>/rename/", themes.rename, name="rename_theme"),
    path("themes/<int:pk>/merge/", themes.merge, name="merge_theme"),
    path("themes/<int:pk>/comments/", themes.comments, name="comments"),
    path("themes/<int:pk>/initiative/", themes.start_initiative, name="start_initiative"),
]
