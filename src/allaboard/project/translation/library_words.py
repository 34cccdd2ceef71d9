"""What Django and allauth say of a refused form, listed so that the catalogues say it in the product's own voice.

Nothing imports this: the collector of words reads it, and our catalogues come before those of the libraries.
Their Spanish says “usted” where the pages say “tú”, their French has other words for e-mail and file, and their
English speaks of fields and values: `locale/en` holds plainer words for these alone.
"""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

SAID = (
    _("This field is required."),
    _("Enter a valid value."),
    _("Enter a valid email address."),
    _("Enter a valid URL."),
    _("Enter a number."),
    _("Enter a whole number."),
    _("Enter a valid date."),
    _("Enter a valid time."),
    _("Enter a list of values."),
    _("Ensure this value is less than or equal to %(limit_value)s."),
    _("Ensure this value is greater than or equal to %(limit_value)s."),
    _("Select a valid choice. %(value)s is not one of the available choices."),
    _("Select a valid choice. That choice is not one of the available choices."),
    _("No file was submitted."),
    _("No file was submitted. Check the encoding type on the form."),
    _("The submitted file is empty."),
    _("You must type the same password each time."),
    _("This password is too common."),
)
SAID_OF_A_NUMBER = (
    ngettext_lazy(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
    ngettext_lazy(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
    ),
)
