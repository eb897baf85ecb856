"""Addresses of the preview."""

from django.urls import include, path, register_converter
from opaque_keys import InvalidKeyError
from opaque_keys.edx.keys import CourseKey, UsageKey

from score_preview import addresses, views


class CourseKeyConverter:
    regex = "course-v1:[^/]+"

    def to_python(self, value: str) -> CourseKey:
        try:
            return CourseKey.from_string(value)
        except InvalidKeyError as error:
            raise ValueError(value) from error

    def to_url(self, value: CourseKey) -> str:
        return str(value)


class UsageKeyConverter(CourseKeyConverter):
    regex = "block-v1:[^/]+"

    def to_python(self, value: str) -> UsageKey:
        try:
            return UsageKey.from_string(value)
        except InvalidKeyError as error:
            raise ValueError(value) from error


register_converter(CourseKeyConverter, "course")
register_converter(UsageKeyConverter, "usage")

urlpatterns = [
    path("", views.home, name="home"),
    path("c/<course:course_key>/", views.outline, name="course"),
    path("c/<course:course_key>/<str:name>/", views.page, name="page"),
    path("progress/<course:course_key>/", views.progress, name="progress"),
    path("jump/<course:course_key>/<str:name>", views.jump, name="jump"),
    path("be/<str:name>", views.be, name="be"),
    path("changes", views.changes, name="changes"),
    path("viewed/<course:course_key>", addresses.viewed, name="viewed"),
    path("score/", include("score_xblocks.pages.urls")),
    path("handler/<usage:usage_key>/", addresses.no_handler, name="handlers"),
    path("handler/<usage:usage_key>/<str:handler_name>", addresses.handler, name="handler"),
    path("handler/<usage:usage_key>/<str:handler_name>/<path:suffix>", addresses.handler, name="handler"),
    path("asset/<course:course_key>/<path:name>", addresses.asset, name="asset"),
    path("block/<str:block_type>/<path:uri>", addresses.block_file, name="block-file"),
    path("favicon.ico", addresses.site_file, {"path": "score_preview/icon.svg"}),
    path("site/<path:path>", addresses.site_file, name="site-file"),
]

handler400 = "score_preview.errors.bad_request"
handler403 = "score_preview.errors.forbidden"
handler404 = "score_preview.errors.not_found"
handler500 = "score_preview.errors.broken"
