"""TLS and sign-in, against a real server with a certificate of an authority made here."""

import base64
import socket
import ssl
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from tests.conftest import make_person

from allaboard.foundation.access.roles import SYSTEM
from allaboard.foundation.delivery.channels.configured import mail_server
from allaboard.foundation.delivery.channels.smtp.single import send_now
from allaboard.foundation.delivery.facade import (
    MailServerError,
    Message,
    Send,
    examine_mail_server,
    run_due,
    schedule,
)
from allaboard.foundation.delivery.models import Delivery
from allaboard.foundation.people.models import Person
from allaboard.project.doctor import installation

from .scripted_server import closed_port, scripted_server

# The server warns of sign-in without STARTTLS even where TLS comes first.
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")

USER, PASSWORD = "hr@example.test", "p@ss:wörd/1%"
Serve = Callable[..., str]


class Kept:
    """Takes every mail and keeps who got it, and whether the line was secured and who had signed in."""

    def __init__(self) -> None:
        self.mails: list[tuple[str, bool, bytes]] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        signed_in = session.auth_data.login if session.auth_data else b""
        is_secured = server.transport.get_extra_info("ssl_object") is not None
        self.mails.append((envelope.rcpt_tos[0], is_secured, signed_in))
        return "250 ok"


class OnlyLogin(SMTP):
    """A server that knows the older way to sign in alone."""

    def __init__(self, *args: object, **named: object) -> None:
        super().__init__(*args, auth_exclude_mechanism=["PLAIN"], **named)


def let_in(
    server: SMTP, session: Session, envelope: Envelope, mechanism: str, auth_data: LoginPassword
) -> AuthResult:
    known = LoginPassword(USER.encode(), PASSWORD.encode())
    return AuthResult(success=auth_data == known, handled=False, auth_data=auth_data)


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a self-made certificate for localhost, in ca.pem, and its key beside it."""
    folder = tmp_path_factory.mktemp("authority")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test authority")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "ca.pem").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return folder


@pytest.fixture
def kept() -> Kept:
    return Kept()


@pytest.fixture
def serve(authority: Path, kept: Kept, settings, tmp_path) -> Iterator[Serve]:
    """Start a server that wants TLS and sign-in, and point the installation at it."""
    settings.HOME = tmp_path
    running: list[Controller] = []
    secured = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    secured.load_cert_chain(authority / "ca.pem", authority / "key.pem")

    def start(
        tls: str, *, user: str = USER, password: str = PASSWORD, host: str = "localhost", more: str = ""
    ) -> None:
        given: dict[str, object] = {"authenticator": let_in, "auth_required": True}
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = int(probe.getsockname()[1])
        where = {"hostname": "127.0.0.1", "port": port}
        if tls == "on":
            controller = Controller(kept, **where, ssl_context=secured, auth_require_tls=False, **given)
        else:
            controller = Controller(kept, **where, tls_context=secured, require_starttls=True, **given)
        controller.start()
        running.append(controller)
        address = f"{quote(user, safe='')}:{quote(password, safe='')}@{host}:{port}"
        settings.SMTP_URL = f"smtp://{address}?tls={tls}&ca={authority / 'ca.pem'}&timeout=5{more}"

    yield start
    for controller in running:
        controller.stop()


def sent_to_one() -> Delivery:
    make_person("Good", email="good@example.test")
    message = Message("Hello {first_name}", "Over a safe line.")
    schedule(Send("k", message, Person.objects.all(), channels=("email",), area="campaigns"), SYSTEM)
    run_due()
    return Delivery.objects.get()


@pytest.mark.parametrize("tls", ["starttls", "on"])
def test_mail_goes_over_tls_with_sign_in(db, serve, kept, tls):
    serve(tls)
    assert sent_to_one().state == "sent"
    assert kept.mails == [("good@example.test", True, USER.encode())]
    found = installation.mail()
    assert found.is_fine
    assert "TLSv1.3" in found.detail
    assert f"signed in as {USER}" in found.detail


def test_the_older_way_to_sign_in_works_too(db, serve, kept, monkeypatch):
    monkeypatch.setattr("aiosmtpd.controller.SMTP", OnlyLogin)
    serve("starttls")
    assert sent_to_one().state == "sent"
    assert kept.mails[0][1:] == (True, USER.encode())


@pytest.mark.parametrize("way", [SMTP, OnlyLogin])
def test_a_wrong_password_is_explained_and_never_repeated(db, serve, kept, monkeypatch, way):
    monkeypatch.setattr("aiosmtpd.controller.SMTP", way)
    serve("starttls", password="wrong-secret")
    delivery = sent_to_one()

    assert (delivery.state, delivery.attempts) == ("deferred", 0)
    assert f"does not let {USER} in: 535" in delivery.reason
    found = installation.mail()
    assert not found.is_fine
    assert found.detail == delivery.reason
    assert "user and password in ALLABOARD_SMTP_URL" in found.remedy
    said = delivery.reason + found.detail + found.remedy
    assert "wrong-secret" not in said
    assert base64.b64encode(b"wrong-secret").decode() not in said
    assert kept.mails == []


@pytest.mark.parametrize("tls", ["starttls", "on"])
def test_a_certificate_nobody_vouches_for_is_refused(db, serve, kept, settings, tls):
    serve(tls)
    settings.SMTP_URL = settings.SMTP_URL.partition("&ca=")[0]
    delivery = sent_to_one()

    assert delivery.state == "deferred"
    assert "certificate of localhost" in delivery.reason
    assert "ca=/path/to/ca.pem" in installation.mail().remedy
    assert kept.mails == []


@pytest.mark.parametrize("tls", ["starttls", "on"])
def test_a_certificate_of_another_host_is_refused(db, serve, kept, tls):
    serve(tls, host="127.0.0.1")
    assert "certificate of 127.0.0.1" in sent_to_one().reason
    assert kept.mails == []


def test_tls_at_a_port_that_wants_starttls_is_explained(serve, settings):
    serve("starttls")
    settings.SMTP_URL = settings.SMTP_URL.replace("tls=starttls", "tls=on")
    with pytest.raises(MailServerError, match="no TLS came about") as caught:
        examine_mail_server()
    assert "Port 465" in caught.value.remedy


def test_words_slipped_in_before_tls_end_the_connection(settings):
    slipped_in = b"220 test\r\n250-test\r\n250 STARTTLS\r\n220 go on\r\n250 I am not the server\r\n"
    with scripted_server(greeting=slipped_in) as script:
        settings.SMTP_URL = script.url.replace("tls=none", "tls=starttls")
        with pytest.raises(MailServerError, match="something spoke between"):
            examine_mail_server()


def test_the_doctor_tells_of_a_sender_that_the_server_does_not_take(settings):
    with scripted_server(sender_refusal=b"553 5.7.1 not yours\r\n") as script:
        settings.SMTP_URL = script.url
        found = installation.mail()
    assert not found.is_fine
    assert "553 5.7.1 not yours" in found.detail
    assert "ALLABOARD_MAIL_FROM" in found.remedy


@pytest.mark.parametrize(
    ("url", "says", "remedy"),
    [
        ("", "kept on screen", ""),
        ("smtp://example.test?tls=perhaps", "tls=perhaps is none of", "Mend ALLABOARD_SMTP_URL"),
        ("smtp://127.0.0.1:{closed_port}", "cannot be reached", "Check host and port"),
    ],
)
def test_the_doctor_says_what_to_do(settings, url, says, remedy):
    settings.SMTP_URL = url.replace("{closed_port}", str(closed_port()))
    found = installation.mail()
    assert found.is_fine == (not url)
    assert says in found.detail
    assert remedy in found.remedy


def test_a_code_for_signing_in_goes_the_same_way(serve, kept):
    serve("on")
    server = mail_server()
    assert server
    send_now(server, "hr@example.test", ["someone@example.test"], b"Subject: Code\r\n\r\n123456\r\n")
    assert kept.mails == [("someone@example.test", True, USER.encode())]
