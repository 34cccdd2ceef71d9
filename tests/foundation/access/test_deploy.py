"""An installation that is reached by https is set up the way Django's own deployment check wants it."""

import os
import subprocess
import sys

from allaboard.project.environment import ROOT


def settings_under_https(code):
    environment = {
        # A browser test in the same process allows what no deployment may.
        **{name: value for name, value in os.environ.items() if name != "DJANGO_ALLOW_ASYNC_UNSAFE"},
        "ALLABOARD_HTTPS": "1",
        "ALLABOARD_PUBLIC_URL": "https://hr.example.test/",  # as browsers copy it
        "ALLABOARD_SECRET_KEY": "k3" * 40 + "-abcdefghijklmnop",
        "DJANGO_SETTINGS_MODULE": "allaboard.project.settings",
        "PYTHONPATH": str(ROOT / "src"),
    }
    command = [sys.executable, "-c", "import django; django.setup()\n" + code]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_the_deployment_check_finds_nothing():
    done = settings_under_https(
        "from django.core.management import call_command; call_command('check', deploy=True, fail_level='WARNING')"
    )

    assert done.returncode == 0, done.stderr


def test_cookies_belong_to_this_host_alone():
    done = settings_under_https(
        "from django.conf import settings as s\n"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,"
        " s.SESSION_COOKIE_HTTPONLY, s.SESSION_COOKIE_DOMAIN, s.SESSION_COOKIE_PATH)"
    )

    assert done.stdout.split() == ["__Host-session", "__Host-csrftoken", "True", "True", "True", "None", "/"]


def test_links_in_mail_have_one_slash_after_the_host():
    done = settings_under_https("from django.conf import settings as s; print(s.PUBLIC_URL)")

    assert done.stdout.strip() == "https://hr.example.test"
