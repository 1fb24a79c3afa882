package dev.voltaire.api.authentication;

import dev.voltaire.identity.Caller;
import io.smallrye.jwt.auth.principal.DefaultJWTCallerPrincipal;
import java.util.Set;
import org.jose4j.jwt.JwtClaims;
import org.jspecify.annotations.Nullable;

/// The principal of a request with a good access token.
final class CallerPrincipal extends DefaultJWTCallerPrincipal {
    private final Caller.SignedIn caller;
    private final @Nullable Set<String> scopes;

    CallerPrincipal(Caller.SignedIn caller, @Nullable Set<String> scopes, JwtClaims claims) {
        super(caller.label(), claims);
        this.caller = caller;
        this.scopes = scopes == null ? null : Set.copyOf(scopes);
    }

    /// What a program was allowed; absent for a person, whose roles say it all.
    @Nullable
    Set<String> scopes() {
        return scopes;
    }

    Caller.SignedIn caller() {
        return caller;
    }
}
