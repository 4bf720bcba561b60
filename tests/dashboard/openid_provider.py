"""A small OpenID provider on this machine, which signs whatever a test wants it to say."""

from __future__ import annotations

import base64
import hashlib
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import flask
from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey
from werkzeug.serving import make_server

CLIENT_ID, CLIENT_SECRET = "monitor", "the secret between monitor and provider"


class Provider:
    """What a provider knows: its key, and what it will say for each code."""

    def __init__(self) -> None:
        self.issuer = ""
        self.key = RSAKey.generate_key(2048, {"use": "sig"}, auto_kid=True)
        self.grants: dict[str, tuple[str, str]] = {}

    def grant(self, asked: dict[str, str], key: RSAKey | None = None, **claims: Any) -> str:
        """The code for an ID token with these claims beside, or in place of, those that are right."""
        now = int(time.time())
        right = {"iss": self.issuer, "sub": "u-1", "aud": CLIENT_ID, "iat": now, "exp": now + 300}
        right |= {"nonce": asked["nonce"], "preferred_username": "odile", "roles": ["editor"]}
        said = {name: value for name, value in (right | claims).items() if value is not None}
        signing = key or self.key
        token = jwt.encode({"alg": "RS256", "kid": self.key.kid}, said, signing)
        code = secrets.token_urlsafe(16)
        self.grants[code] = (token, asked["code_challenge"])
        return code

    def app(self) -> flask.Flask:
        """The addresses of a provider."""
        app = flask.Flask("provider")

        @app.get("/.well-known/openid-configuration")
        def configuration() -> dict[str, Any]:
            return {
                "issuer": self.issuer,
                "authorization_endpoint": f"{self.issuer}/authorize",
                "token_endpoint": f"{self.issuer}/token",
                "jwks_uri": f"{self.issuer}/jwks",
                "id_token_signing_alg_values_supported": ["none", "HS256", "RS256"],
            }

        @app.get("/jwks")
        def keys() -> dict[str, Any]:
            return KeySet([self.key]).as_dict(private=False)

        @app.post("/token")
        def token() -> Any:
            form, known = flask.request.form, flask.request.authorization
            found = self.grants.pop(form["code"], None)
            proof = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=")
            if not (found and known and (known.username, known.password) == (CLIENT_ID, CLIENT_SECRET)):
                return {"error": "invalid_client"}, 401
            if found[1] != proof.decode():
                return {"error": "invalid_grant"}, 400
            return {"access_token": secrets.token_urlsafe(8), "token_type": "Bearer", "id_token": found[0]}

        return app


@contextmanager
def running() -> Iterator[Provider]:
    """A provider that answers while the block runs."""
    provider = Provider()
    server = make_server("127.0.0.1", 0, provider.app(), threaded=True)
    provider.issuer = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
