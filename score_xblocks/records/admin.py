"""The platform staff's view. Records and attempts can be looked up but not changed: their history would not add up."""

from django.contrib import admin

from . import models


class ReadOnly(admin.ModelAdmin):
    """Nobody adds, changes or deletes."""

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


class People(admin.TabularInline):
    """People of an institution or an enterprise. They are ended, not deleted."""

    extra = 0
    raw_id_fields = ["user"]
    can_delete = False


class Memberships(People):
    model = models.Membership


class Trainers(People):
    model = models.TrainerAssignment


class Roles(People):
    model = models.InstitutionRole


@admin.register(models.Institution)
class InstitutionAdmin(admin.ModelAdmin):
    list_display = ["org", "name", "time_zone"]
    search_fields = ["org", "name"]
    inlines = [Roles]


@admin.register(models.Enterprise)
class EnterpriseAdmin(admin.ModelAdmin):
    list_display = ["key", "name", "institution", "created"]
    list_filter = ["institution"]
    list_select_related = ["institution"]
    search_fields = ["key", "name"]
    inlines = [Memberships, Trainers]


@admin.register(models.Record)
class RecordAdmin(ReadOnly):
    list_display = [
        "id",
        "worksheet_key",
        "occasion",
        "institution",
        "enterprise",
        "revision",
        "review_state",
        "changed",
    ]
    list_filter = ["institution", "worksheet_key", "review_state"]
    list_select_related = ["institution", "enterprise"]
    fields = ["institution", "enterprise", "worksheet_key", "occasion", "definition", "revision", "changed"]
    fields += ["review_state", "review_step"]


@admin.register(models.Definition)
class DefinitionAdmin(ReadOnly):
    list_display = ["key", "version", "institution", "first_seen"]
    list_filter = ["institution", "key"]
    list_select_related = ["institution"]


@admin.register(models.ReviewEvent)
class ReviewEventAdmin(ReadOnly):
    list_display = ["id", "record", "kind", "round", "at"]
    list_filter = ["kind"]
    list_select_related = ["record"]
    fields = ["record", "step", "kind", "round", "revision", "at"]


@admin.register(models.Attachment)
class AttachmentAdmin(ReadOnly):
    list_display = ["id", "record", "kind", "size", "at", "removed"]
    list_filter = ["kind"]
    list_select_related = ["record"]
    fields = ["record", "kind", "size", "width", "height", "at", "removed"]


@admin.register(models.QuizRecord)
class QuizRecordAdmin(ReadOnly):
    list_display = ["id", "quiz_key", "purpose", "course_key"]
    list_filter = ["purpose", "quiz_key"]
    fields = ["quiz_key", "purpose", "course_key"]
