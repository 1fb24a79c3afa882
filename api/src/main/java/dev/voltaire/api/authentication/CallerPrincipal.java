package dev.voltaire.api.authentication;

import dev.voltaire.identity.Caller;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import org.jose4j.jwt.JwtClaims;

/// The principal of a request with a good access token.
final class CallerPrincipal extends DefaultJWTCallerPrincipal {
    private final Caller.SignedIn caller;

    CallerPrincipal(Caller.SignedIn caller, JwtClaims claims) {
        super(caller.label(), claims);
        this.caller = caller;
    }

    Caller.SignedIn caller() {
        return caller;
    }
}
