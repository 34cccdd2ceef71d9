"""Django's settings, one file per subject; what differs between installations comes from `environment`."""

from allaboard.project.settings.installation import *
from allaboard.project.settings.languages import *
from allaboard.project.settings.log import *
from allaboard.project.settings.mail import *
from allaboard.project.settings.rooms import *
from allaboard.project.settings.security import *
from allaboard.project.settings.sign_in import *
from allaboard.project.settings.storage import *
