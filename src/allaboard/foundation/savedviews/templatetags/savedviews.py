"""The bar of saved views above a list."""

from django import template
from django.template import Context

from allaboard.foundation.savedviews.models import SavedView

register = template.Library()


@register.inclusion_tag("savedviews/bar.html", takes_context=True)
def saved_views(context: Context) -> dict[str, object]:
    """My views of this list, and a way to keep the present one."""
    request = context["request"]
    views = SavedView.objects.filter(user_id=request.user.pk, path=request.path)
    return {
        "views": views,
        "address": request.get_full_path(),
        "is_narrowed": bool(request.GET),
        "csrf_token": context.get("csrf_token"),
    }
