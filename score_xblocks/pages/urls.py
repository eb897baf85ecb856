"""Addresses under /score/; the namespace is score_pages."""

from django.urls import path

from . import changes, downloads, photos, prints, queue, reviews, teams

app_name = "score_pages"

urlpatterns = [
    path("changes/", changes.find, name="find"),
    path("changes/<int:record_id>/", changes.since, name="changes"),
    path("photo/", photos.upload, name="upload"),
    path("photo/<str:attachment_id>/", photos.show, name="photo"),
    path("review/", queue.queue, name="reviews"),
    path("review/<int:record_id>/", reviews.review, name="review"),
    path("history/<int:record_id>/", reviews.history, name="history"),
    path("print/<int:record_id>/", prints.show, name="print"),
    path("export/<int:record_id>.xlsx", downloads.as_workbook, name="export-xlsx"),
    path("export/<int:record_id>.csv", downloads.as_csv, name="export-csv"),
    path("export/<int:record_id>/history.csv", downloads.history_csv, name="history-csv"),
    path("team/", teams.team, name="team"),
    path("join/", teams.join, name="join"),
    path("leave/", teams.leave, name="leave"),
    path("bring/", teams.bring, name="bring"),
    path("code/<int:enterprise_id>/", teams.code, name="code"),
]
