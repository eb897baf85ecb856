"""Addresses under /score/; the namespace is score_pages."""

from django.urls import path

from . import changes, photos, teams

app_name = "score_pages"

urlpatterns = [
    path("changes/", changes.find, name="find"),
    path("changes/<int:record_id>/", changes.since, name="changes"),
    path("photo/", photos.upload, name="upload"),
    path("photo/<str:attachment_id>/", photos.show, name="photo"),
    path("team/", teams.team, name="team"),
    path("join/", teams.join, name="join"),
    path("leave/", teams.leave, name="leave"),
    path("bring/", teams.bring, name="bring"),
    path("code/<int:enterprise_id>/", teams.code, name="code"),
]
