"""Blocks that an LMS brings itself: the containers of a course, a plain video player, and one for unknown tags."""

import re

from django.template.loader import render_to_string
from django.utils.translation import get_language_info
from web_fragments.fragment import Fragment
from webob import Response
from xblock.completable import XBlockCompletionMode
from xblock.core import XBlock, XBlockMixin
from xblock.exceptions import JsonHandlerError
from xblock.fields import Boolean, Date, Dict, Float, Integer, List, Scope, String, Timedelta
from xblocks_contrib import HtmlBlock, PollBlock, ProblemBlock, VideoBlock, WordCloudBlock

INHERITED = {"graded", "format", "due", "graceperiod", "start", "showanswer", "rerandomize", "max_attempts"}
"""Fields that a block takes from its containers when it has none of its own."""


class LmsFields(XBlockMixin):
    """The fields and names that an LMS mixes into every block."""

    graded = Boolean(scope=Scope.settings, default=False)
    format = String(scope=Scope.settings, default=None)
    start = Date(scope=Scope.settings, default=None)
    due = Date(scope=Scope.settings, default=None)
    graceperiod = Timedelta(scope=Scope.settings, default=None)
    visible_to_staff_only = Boolean(scope=Scope.settings, default=False)

    @property
    def location(self):
        return self.scope_ids.usage_id

    @property
    def url_name(self) -> str:
        return self.scope_ids.usage_id.block_id

    @property
    def course_id(self):
        return self.scope_ids.usage_id.context_key


class Container(XBlock):
    """A course, section, subsection or unit: a name and children."""

    has_children = True
    completion_mode = XBlockCompletionMode.AGGREGATOR

    display_name = String(scope=Scope.settings, default="")

    def student_view(self, context=None) -> Fragment:
        """The children, one after the other."""
        fragment = Fragment()
        for child in self.get_children():
            rendered = child.render("student_view", context)
            fragment.add_fragment_resources(rendered)
            fragment.add_content(rendered.content)
        return fragment


class CourseBlock(Container):
    """The root of a course, with what its policy says."""

    language = String(scope=Scope.settings, default="en")
    end = Date(scope=Scope.settings, default=None)
    course_image = String(scope=Scope.settings, default="")
    advanced_modules = List(scope=Scope.settings, default=[])
    xml_attributes = Dict(scope=Scope.settings, default={})


class ChapterBlock(Container):
    """A section."""


class SequentialBlock(Container):
    """A subsection: here, a lesson."""


class VerticalBlock(Container):
    """A unit: here, a page."""


class UnknownBlock(XBlock):
    """Stands where the archive names a block type that is not installed; an LMS hides such a block."""

    completion_mode = XBlockCompletionMode.EXCLUDED
    display_name = String(scope=Scope.settings, default="")
    weight = Float(scope=Scope.settings, default=None)
    max_attempts = Integer(scope=Scope.settings, default=None)

    @classmethod
    def parse_xml(cls, node, runtime, keys):
        return runtime.construct_xblock_from_class(cls, keys)

    def student_view(self, context=None) -> Fragment:
        return Fragment(render_to_string("score_preview/unknown_block.html", {"tag": self.scope_ids.block_type}))


class QuietProblem(ProblemBlock):
    """The core problem block without the script that it writes into its HTML, for a button that only an LMS has."""

    def get_problem_html(self, *args, **kwargs) -> str:
        return re.sub(r"<script>.*?</script>", "", super().get_problem_html(*args, **kwargs), flags=re.DOTALL)

    @classmethod
    def open_local_resource(cls, uri: str):
        """A file beside the core block, not beside this one."""
        return ProblemBlock.open_local_resource(uri)


class CaptionedVideo(VideoBlock):
    """The core video block, played by the browser's own player with the block's transcripts as captions."""

    def import_video_info_into_val(self, xml, resource_fs, course_id):
        """Keep the id as it is: there is no video service here."""
        return self.edx_video_id

    def caption_files(self) -> dict[str, str]:
        """The transcripts by language."""
        files = dict(self.transcripts)
        if self.sub:
            files.setdefault("en", self.sub if self.sub.endswith(".srt") else f"subs_{self.sub}.srt.sjson")
        return {language: name for language, name in files.items() if name.endswith(".srt")}

    def student_view(self, context=None) -> Fragment:
        tracks = []
        for language, name in self.caption_files().items():
            tracks.append(
                {
                    "language": language,
                    "label": get_language_info(language)["name_local"] if language in ("en", "id") else language,
                    "url": self.runtime.handler_url(self, "transcript", language),
                    "lines": srt_lines(self.runtime.course.asset_text(name)),
                }
            )
        html = render_to_string(
            "score_preview/video.html",
            {
                "title": self.display_name,
                "sources": [source for source in self.html5_sources if source],
                "youtube": self.youtube_id_1_0,
                "tracks": tracks,
                "publish_url": self.runtime.handler_url(self, "publish_completion"),
            },
        )
        return Fragment(html)

    @XBlock.json_handler
    def publish_completion(self, data, suffix=""):
        """Take how much was seen: `{"completion": 0 to 1}`."""
        share = data.get("completion") if isinstance(data, dict) else None
        if not isinstance(share, (int, float)) or not 0 <= share <= 1:
            raise JsonHandlerError(400, "completion must be a number from 0 to 1")
        self.runtime.publish(self, "completion", {"completion": share})
        return {"result": "ok"}

    @XBlock.handler
    def transcript(self, request, suffix=""):
        """The captions of the language in `suffix` as WebVTT; 404 when there are none."""
        name = self.caption_files().get(suffix.strip("/"))
        if name is None:
            return Response(status=404, text="There are no captions in this language.")
        text = webvtt(self.runtime.course.asset_text(name))
        return Response(text, content_type="text/vtt", charset="utf-8")


def webvtt(srt: str) -> str:
    """SubRip captions as WebVTT, which browsers show."""
    timed = re.sub(r"(\d\d:\d\d:\d\d),(\d\d\d)", r"\1.\2", srt.lstrip("\ufeff").replace("\r\n", "\n"))
    return "WEBVTT\n\n" + timed.strip() + "\n"


def srt_lines(srt: str) -> list[str]:
    """What is said, without numbers and times."""
    lines = (line.strip() for line in srt.lstrip("\ufeff").splitlines())
    return [line for line in lines if line and not line.isdigit() and "-->" not in line]


TYPES = {
    "course": CourseBlock,
    "chapter": ChapterBlock,
    "sequential": SequentialBlock,
    "vertical": VerticalBlock,
    "html": HtmlBlock,
    "problem": QuietProblem,
    "video": CaptionedVideo,
    "poll_question": PollBlock,
    "word_cloud": WordCloudBlock,
}
"""Block types that are here without an entry point of their own name."""
