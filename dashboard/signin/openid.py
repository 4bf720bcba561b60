"""Signing in with an OpenID provider: authorization code with PKCE, state and nonce, and a checked ID token."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from typing import Any

import flask
from authlib.integrations.base_client import OAuthError
from authlib.integrations.flask_client import OAuth
from flask.typing import ResponseReturnValue
from joserfc.errors import JoseError
from requests import RequestException

from dashboard.signin import access, options
from dashboard.signin.service import Service

_PATIENCE = 10  # seconds for each answer of the provider
_LEEWAY = 60  # seconds that two clocks may differ
_SIGNED = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512"]
"""How an ID token may be signed: by a key that the provider alone has."""
_NAMES = ("preferred_username", "name", "sub")
_LONGEST_NAME = 200
_NEXT = "next"
_FAULTS = (OAuthError, JoseError, RequestException, RuntimeError, ValueError, KeyError, TypeError)
_log = logging.getLogger(__name__)


def register(server: flask.Flask, service: Service) -> None:
    """Add the way to the provider, and the way back."""
    logging.getLogger("authlib").setLevel(logging.INFO)  # below that it notes secrets
    settings = service.settings
    # The state of a sign-in stays on the server, and is good for one answer of the provider.
    provider = OAuth(server, cache=service.store("openid")).register(
        "provider",
        client_id=settings.oidc_client_id,
        client_secret=settings.oidc_client_secret,
        server_metadata_url=settings.oidc_discovery_url,
        client_kwargs={"scope": settings.oidc_scope, "code_challenge_method": "S256", "default_timeout": _PATIENCE},
    )
    root = service.root
    server.add_url_rule(f"{root}signin/openid", "signin_openid", lambda: _start(service, provider))
    server.add_url_rule(f"{root}signin/callback", "signin_callback", lambda: _finish(service, provider))


def _start(service: Service, provider: Any) -> ResponseReturnValue:
    """Send the browser to the provider."""
    divided = access.refused_divided()
    if divided:
        return divided
    callback = f"{service.settings.site_url}{service.root}signin/callback"
    try:
        _metadata(provider)
        answer: flask.Response = provider.authorize_redirect(callback)
    except _FAULTS as fault:
        return _failed(fault, 503)
    back_to = flask.request.args.get(_NEXT, "")
    flask.session[_NEXT] = access.back(back_to, service.root) if back_to else ""
    return answer


def _finish(service: Service, provider: Any) -> ResponseReturnValue:
    """Take what the provider says, when all of it fits."""
    try:
        issuer = _metadata(provider)["issuer"]
        wanted = {
            "iss": {"essential": True, "value": issuer},
            "aud": {"essential": True, "value": service.settings.oidc_client_id},
            "exp": {"essential": True},
            "nonce": {"essential": True},
        }
        claims = provider.authorize_access_token(claims_options=wanted, leeway=_LEEWAY)["userinfo"]
        name = _name(claims)
    except _FAULTS as fault:
        return _failed(fault, 401)
    back_to = str(flask.session.get(_NEXT, ""))
    role, members = service.role_among(_roles(service, claims))
    service.sessions.begin(name, options.OPENID, role, members)
    _log.info("%r signed in as %s through the provider, from %s", name, role, access.client_address())
    return flask.redirect(access.back(back_to, service.root) if back_to else access.landing(role), 303)


def _metadata(provider: Any) -> dict[str, Any]:
    """What the provider says of itself; not, however, how it may sign."""
    metadata: dict[str, Any] = provider.load_server_metadata()
    metadata["id_token_signing_alg_values_supported"] = _SIGNED
    return metadata


def _name(claims: Mapping[str, Any]) -> str:
    """What the provider calls this person."""
    names = (str(claims.get(one) or "").strip() for one in _NAMES)
    for name in names:
        if name.isprintable() and 0 < len(name) <= _LONGEST_NAME:
            return name
    raise ValueError("a token without a name")


def _roles(service: Service, claims: Mapping[str, Any]) -> set[str]:
    """The roles a token lists under the claim of the settings, a name or a path of names with dots."""
    claim = service.settings.oidc_roles_claim
    roles: Any = claims.get(claim)
    if roles is None:
        roles = claims
        for step in claim.split("."):
            roles = roles.get(step) if isinstance(roles, Mapping) else None
    listed = roles.split() if isinstance(roles, str) else roles if isinstance(roles, list) else []
    return {role for role in listed if isinstance(role, str)}


def _failed(fault: Exception, status: int) -> flask.Response:
    """Said without the fault's own words, which may hold what nobody else shall read."""
    _log.warning("signing in through the provider failed (%s), from %s", type(fault).__name__, access.client_address())
    return access.refusal(status, "Signing in has not worked. Please try again, or tell those who run this dashboard.")
