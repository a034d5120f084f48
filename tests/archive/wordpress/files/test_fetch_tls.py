"""Files fetched over TLS, from servers with good and with bad certificates."""

import socket
import ssl
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from archive.wordpress.files.fetch import Failed
from cms.reach import Refused

from .servers import FirstHop

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


def certificate(host, days=1):
    """A key and a certificate for the host that it signed itself, as PEM."""
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, host)])
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(now - timedelta(days=9))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return secret + made.public_bytes(serialization.Encoding.PEM)


@pytest.fixture
def secure(serve, tmp_path):
    """Start a server for a host that speaks TLS, with a certificate, and tell the file of it."""

    def start(host, answer=OK, **options):
        file = tmp_path / f"{host}.pem"
        file.write_bytes(certificate(host, **options))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        server = serve(answer, context)
        context.sni_callback = lambda _socket, name, _context: server.names.append(name)
        return server, file

    return start


def test_a_trusted_server_is_asked_under_its_name(secure, monkeypatch):
    server, file = secure("old.test")
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    fetched = FirstHop(server).get(f"https://old.test:{server.port}/")
    assert fetched == b"ok"
    assert server.names == ["old.test"]
    assert f"Host: old.test:{server.port}\r\n" in server.requests[0]


def test_a_certificate_that_nobody_vouches_for_is_refused(secure):
    server, _ = secure("old.test")
    with pytest.raises(Failed, match="CERTIFICATE_VERIFY_FAILED"):
        FirstHop(server).get(f"https://old.test:{server.port}/")
    assert server.requests == []


@pytest.mark.parametrize(("host", "days"), [("other.test", 1), ("old.test", -1)])
def test_a_certificate_of_another_host_or_time_is_refused(secure, monkeypatch, host, days):
    server, file = secure(host, days=days)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    with pytest.raises(Failed, match="CERTIFICATE_VERIFY_FAILED"):
        FirstHop(server).get(f"https://old.test:{server.port}/")
    assert server.requests == []


def test_a_redirect_from_https_to_http_is_refused(secure, canary, monkeypatch):
    moved = f"HTTP/1.1 302 Found\r\nLocation: http://old.test:{canary.port}/\r\n\r\n"
    server, file = secure("old.test", moved.encode())
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    with pytest.raises(Refused, match="from https to http"):
        FirstHop(server, canary, hops=2).get(f"https://old.test:{server.port}/")


def test_an_answer_that_is_cut_off_is_a_failure(secure, monkeypatch):
    def cut(connected, request):
        connected.sendall(b"HTTP/1.1 200 OK\r\n\r\nhalf")
        socket.socket.shutdown(connected, socket.SHUT_RDWR)

    server, file = secure("old.test", cut)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))
    with pytest.raises(Failed, match="no whole answer"):
        FirstHop(server).get(f"https://old.test:{server.port}/")


def test_a_server_that_does_not_speak_tls_is_a_failure(serve):
    server = serve(b"220 mail.test ESMTP\r\n")
    with pytest.raises(Failed, match="no whole answer"):
        FirstHop(server).get(f"https://old.test:{server.port}/")


def test_a_handshake_that_never_ends_is_a_failure(serve):
    def silent(connected, request):
        connected.recv(1)

    server = serve(silent)
    with pytest.raises(Failed, match="took too long"):
        FirstHop(server, timeout=0.2).get(f"https://old.test:{server.port}/")
