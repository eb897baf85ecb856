"""What every block of ours shares: who is here, where, in which language; templates, assets and handlers."""

import functools
import gettext
import json
from collections.abc import Sequence
from pathlib import Path

from django.apps import apps
from django.template import Context, Engine
from web_fragments.fragment import Fragment
from webob import Response
from xblock.core import XBlock
from xblock.exceptions import JsonHandlerError
from xblock.fields import Scope, String

from score_core.messages import N_
from score_core.problems import Problem
from score_xblocks import compat
from score_xblocks.records import api as records
from score_xblocks.records.api import NotAllowed, Person, Place

PACKAGE = Path(__file__).parent
MAX_BODY = 256 * 1024
"""The longest body of a POST, in bytes."""

ENGINE = Engine(dirs=[str(PACKAGE / "templates")], builtins=["score_xblocks.template_tags"], autoescape=True)


@functools.lru_cache(maxsize=32)
def catalogue(language: str) -> gettext.NullTranslations:
    """The texts of the blocks in a language; those of the sources where there is no such catalogue."""
    return gettext.translation("text", str(PACKAGE / "translations"), [language.replace("-", "_")], fallback=True)


def json_response(value, status: int = 200) -> Response:
    return Response(json.dumps(value), status=status, content_type="application/json", charset="utf-8")


def status_of(refusal: NotAllowed) -> int:
    """409 where the page was made for another person than the one who is signed in by now, else 403."""
    return 409 if refusal.key == "somebody-else" else 403


def json_post(method):
    """Make `method(self, body) -> dict` a handler: POSTs of a JSON object by a person who is really there.

    Everything else is answered with `{"error": …}`: 405 another HTTP method, 413 too long, 400 no JSON object, 403
    nobody signed in, somebody acting as a learner, or what records do not allow (its key is the answer's `code`). The
    method may raise JsonHandlerError.
    """

    @XBlock.handler
    @functools.wraps(method)
    def handler(self, request, suffix=""):
        self.asked_occasion = suffix
        try:
            return json_response(method(self, self.posted(request)))
        except JsonHandlerError as refusal:
            return json_response({"error": refusal.message}, refusal.status_code)
        except NotAllowed as refusal:
            return json_response({"error": self.refusal_text(refusal), "code": refusal.key}, status_of(refusal))

    return handler


def json_get(method):
    """Make `method(self, query) -> dict` a handler that reads, `query` being the parameters of its address.

    It may raise JsonHandlerError, and what records refuse is answered with 403 and `{"error": …}`. It changes nothing.
    """

    @XBlock.handler
    @functools.wraps(method)
    def handler(self, request, suffix=""):
        self.asked_occasion = suffix
        try:
            return json_response(method(self, request.GET))
        except JsonHandlerError as refusal:
            return json_response({"error": refusal.message}, refusal.status_code)
        except NotAllowed as refusal:
            return json_response({"error": self.refusal_text(refusal), "code": refusal.key}, status_of(refusal))

    return handler


@XBlock.needs("i18n")
@XBlock.wants("user", "completion", "replace_urls")
class ScoreBlock(XBlock):
    """Base of the blocks. A subclass names its script, a folder of `frontend/`, in `script`."""

    script: str
    asked_occasion: str | None = None
    """The end of a handler's address, where that tells repeated fillings from each other; None in a view."""

    display_name = String(scope=Scope.settings, default="", display_name=N_("Name"))
    language = String(
        scope=Scope.settings,
        default="en",
        display_name=N_("Language"),
        values=[{"value": "en", "display_name": "English"}, {"value": "id", "display_name": "Bahasa Indonesia"}],
    )

    def gettext(self, message: str, **params) -> str:
        """A text in the block's own language: that of its course, whatever the reader's account says."""
        translated = catalogue(self.language).gettext(message) if message else ""
        return translated.format(**params) if params else translated

    def person(self, *, writes: bool = False) -> Person:
        """Who is here. `writes` makes the account of a workbench's student, who has none before the first write."""
        service = self.runtime.service(self, "user")
        user = service.get_current_user() if service else None
        found = compat.user_id(user) if user else None
        if found is None:
            return Person(user_id=None)
        if isinstance(found, str):
            found = compat.workbench_user(found, make=writes)
        return Person(
            user_id=found, is_staff=compat.is_course_staff(user), acting_as=compat.is_acting_as(service, user)
        )

    def place(self) -> Place:
        org, course_key, usage_key = compat.place(self.scope_ids.usage_id)
        return Place(org=org, course_key=course_key, usage_key=usage_key)

    def missing_app(self) -> str:
        """What to tell the site's operator when records cannot be kept; "" when they can."""
        if apps.is_installed("score_xblocks.records"):
            return ""
        return self.gettext(
            "This site cannot keep answers yet: the Django app score_xblocks.records is not installed. "
            "Please tell the site's operator."
        )

    def refusal_text(self, refusal: NotAllowed) -> str:
        """Why records refused, in the block's language."""
        return records.message(refusal.key, self.language)

    def from_template(self, name: str, **context) -> str:
        """The HTML of `templates/<name>`; values are escaped, `{% text %}` speaks the block's language."""
        values = {"gettext": self.gettext, "language": self.language, **context}
        return ENGINE.get_template(name).render(Context(values, use_l10n=False))

    def notice(self, text: str, problems: Sequence[Problem] = ()) -> Fragment:
        """A view that says why there is nothing else to see; an author's mistakes with line, message and remedy."""
        return Fragment(self.from_template("notice.html", notice=text, problems=problems))

    def fragment(self, html: str, data: dict | None = None, script: str = "") -> Fragment:
        """A view's fragment with the block's script and style, or those of another folder of `frontend/`.

        `data` goes to the script's initialiser. Runtimes write it into a <script> element, not all of them escaped: put
        addresses and texts of ours there, and what people typed into attributes of the HTML.
        """
        name = script or self.script
        fragment = Fragment(html)
        fragment.add_css_url(self.runtime.local_resource_url(self, f"public/css/{name}.css"))
        fragment.add_javascript_url(self.runtime.local_resource_url(self, f"public/js/{name}.js"))
        fragment.initialize_js(f"Score{name.capitalize()}", data or {})
        return fragment

    def posted(self, request) -> dict:
        """The JSON object that a person sent; JsonHandlerError otherwise."""
        if request.method != "POST":
            raise JsonHandlerError(405, self.gettext("This address takes a POST."))
        if (request.content_length or 0) > MAX_BODY or len(request.body) > MAX_BODY:
            raise JsonHandlerError(413, self.gettext("That is too much to save at once."))
        try:
            body = json.loads(request.body)
        except ValueError:
            raise JsonHandlerError(400, self.gettext("The request is not JSON.")) from None
        if not isinstance(body, dict):
            raise JsonHandlerError(400, self.gettext("The request is not a JSON object."))
        person = self.person()
        if person.user_id is None:
            raise NotAllowed("signed-out")
        if person.acting_as:
            raise JsonHandlerError(403, self.gettext("You are viewing as a learner: nothing is saved."))
        return body
