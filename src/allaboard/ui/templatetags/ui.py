"""The components: one Python function each, so that a misspelt argument fails when the template compiles."""

from django import template

register = template.Library()
