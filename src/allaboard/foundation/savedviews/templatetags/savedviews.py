"""The bar of saved views above a list."""

from django import template
from django.template import Context

from allaboard.foundation.savedviews.queries import visible_to

register = template.Library()


@register.inclusion_tag("savedviews/bar.html", takes_context=True)
def saved_views(context: Context) -> dict[str, object]:
    """My views of this list, and a way to keep the present one."""
    request = context["request"]
    return {
        "views": visible_to(request.actor).filter(path=request.path),
        "address": request.get_full_path(),
        "is_narrowed": bool(request.GET),
        "csrf_token": context.get("csrf_token"),
    }
