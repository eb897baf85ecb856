"""The one tag that our templates add to Django's own: a text in the block's language."""

from django import template

register = template.Library()


@register.simple_tag(takes_context=True)
def text(context, message, **params):
    """`{% text "Shared by {name}" name=owner %}`: the message translated, its parameters filled in, all escaped."""
    return context["gettext"](message, **params)
