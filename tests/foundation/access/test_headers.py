"""Every answer carries exactly the headers that keep browsers careful, whatever answers it."""

import re

import pytest
from tests.conftest import signed_in

pytestmark = pytest.mark.django_db

CAREFUL = {
    "Content-Security-Policy": (
        "base-uri 'none'; connect-src 'self'; default-src 'none'; font-src 'self'; form-action 'self'; "
        "frame-ancestors 'self'; frame-src 'self'; img-src 'self' data:; manifest-src 'self'; object-src 'none'; "
        "script-src 'self'; style-src 'self'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Permitted-Cross-Domain-Policies": "none",
}
FAMILIES = {
    "a page": "/access/account/",
    "signing in": "/account/login/",
    "the API": "/api/v1/access/me",
    "its description": "/api/v1/openapi.json",
    "no such page": "/no-such-page/",
    "no such operation": "/api/v1/no-such",
    "the monitor": "/health/",
    "a static file": "/static/ui/app.css",
}
KNOWN = {
    *CAREFUL,
    "Permissions-Policy",
    "X-Request-ID",
    "Cache-Control",
    "Content-Type",
    "Content-Length",
    "Content-Language",
    "Vary",
    "X-Frame-Options",
    "Expires",  # allauth's own never_cache
    "Location",
    "Last-Modified",
    "ETag",
}


@pytest.mark.parametrize("family", FAMILIES)
def test_each_family_of_addresses_is_careful(chidi, family):
    answer = signed_in(chidi).get(FAMILIES[family])
    csp = "; ".join(
        sorted(
            part.strip()
            for part in re.sub(r" 'nonce-[^']+'", "", answer["Content-Security-Policy"]).split(";")
        )
    )

    assert {name: answer[name] for name in CAREFUL if name != "Content-Security-Policy"} == {
        name: value for name, value in CAREFUL.items() if name != "Content-Security-Policy"
    }
    assert csp == CAREFUL["Content-Security-Policy"]
    assert "camera=()" in answer["Permissions-Policy"]
    assert set(answer.headers) - KNOWN == set()


def test_no_page_is_kept_by_caches(chidi):
    assert "no-store" in signed_in(chidi).get("/access/account/")["Cache-Control"]


@pytest.mark.parametrize(
    "address", ["/account/login/", "/account/2fa/totp/activate/", "/account/2fa/webauthn/add/"]
)
def test_the_pages_of_the_library_hold_no_inline_script_or_style(chidi, address):
    browser = signed_in(chidi)
    page = (browser if "2fa" in address else type(browser)()).get(address, follow=True).content.decode()

    scripts = re.findall(r"<script\b([^>]*)>", page)
    assert scripts
    assert all("src=" in script or 'type="application/json"' in script for script in scripts)
    assert not re.search(r"\sstyle=|\son\w+=|javascript:", page)
