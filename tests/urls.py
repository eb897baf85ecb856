"""The admin's pages, and ours under /score/."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [path("admin/", admin.site.urls), path("score/", include("score_xblocks.pages.urls"))]
