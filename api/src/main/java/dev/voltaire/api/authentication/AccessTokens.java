package dev.voltaire.api.authentication;

import dev.voltaire.identity.ApiClient;
import dev.voltaire.identity.ApiClients;
import dev.voltaire.identity.Caller;
import dev.voltaire.identity.Credentials;
import dev.voltaire.identity.Role;
import dev.voltaire.identity.SigningKey;
import dev.voltaire.identity.SigningKeys;
import dev.voltaire.identity.User;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipal;
import io.smallrye.jwt.auth.principal.JWTCallerPrincipalFactory;
import io.smallrye.jwt.auth.principal.ParseException;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import java.security.Key;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.jwt.JwtClaims;
import org.jose4j.jwt.MalformedClaimException;
import org.jose4j.jwt.NumericDate;
import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.jwt.consumer.JwtConsumer;
import org.jose4j.jwt.consumer.JwtConsumerBuilder;
import org.jose4j.jwx.JsonWebStructure;
import org.jose4j.lang.UnresolvableKeyException;

/// Issues access tokens (ES256, some minutes) and checks them: against the signing keys in the database, and against
/// the user or the API client as the database knows them now.
@ApplicationScoped
@Alternative
@Priority(1)
public class AccessTokens extends JWTCallerPrincipalFactory {
    static final Duration LIFETIME = Duration.ofMinutes(10);
    static final String ISSUER = "voltaire";
    private static final String TOKEN_VERSION = "tv";
    private static final String SCOPE = "scope";

    private final SigningKeys keys;
    private final Credentials credentials;
    private final ApiClients clients;
    private final Clock clock;

    @Inject
    AccessTokens(SigningKeys keys, Credentials credentials, ApiClients clients, Clock clock) {
        this.keys = keys;
        this.credentials = credentials;
        this.clients = clients;
        this.clock = clock;
    }

    String issue(User user) {
        return signed(Jwt.subject(user.id().toString())
                .upn(user.email())
                .groups(user.roles().stream().map(Role::name).collect(Collectors.toSet()))
                .claim(TOKEN_VERSION, user.tokenVersion()));
    }

    /// RFC 9068: the scopes as one text.
    String issue(ApiClients.Access access) {
        ApiClient client = access.client();
        return signed(Jwt.subject(client.id().toString())
                .upn(client.clientId())
                .groups(client.role().name())
                .claim("client_id", client.clientId())
                .claim(SCOPE, String.join(" ", access.scopes()))
                .claim(TOKEN_VERSION, client.tokenVersion()));
    }

    private String signed(JwtClaimsBuilder claims) {
        Instant now = clock.instant();
        SigningKey key = keys.signing();
        return claims.issuer(ISSUER)
                .audience(ISSUER)
                .issuedAt(now)
                .expiresAt(now.plus(LIFETIME))
                .jws()
                .keyId(key.keyId())
                .algorithm(SignatureAlgorithm.ES256)
                .sign(key.privateKey());
    }

    @Override
    public JWTCallerPrincipal parse(String token, JWTAuthContextInfo ignored) throws ParseException {
        try {
            JwtClaims claims = consumer().processToClaims(token);
            Number version = claims.getClaimValue(TOKEN_VERSION, Number.class);
            if (version == null) {
                throw new ParseException("the token has no version");
            }
            UUID subject = UUID.fromString(claims.getSubject());
            CallerPrincipal principal = claims.hasClaim(SCOPE)
                    ? program(subject, version.intValue(), claims)
                    : person(subject, version.intValue(), claims);
            claims.setStringListClaim(
                    "groups",
                    principal.caller().roles().stream().map(Role::name).toList());
            return principal;
        } catch (InvalidJwtException | MalformedClaimException | IllegalArgumentException refused) {
            if (isNotTheTokensFault(refused)) {
                throw new IllegalStateException("the access token cannot be checked", refused);
            }
            throw new ParseException("the access token is not valid", refused);
        }
    }

    private CallerPrincipal person(UUID id, int version, JwtClaims claims) throws ParseException {
        Caller.SignedIn caller = credentials.caller(id, version).orElseThrow(AccessTokens::ended);
        return new CallerPrincipal(caller, null, claims);
    }

    private CallerPrincipal program(UUID id, int version, JwtClaims claims)
            throws ParseException, MalformedClaimException {
        Set<String> granted = Set.of(claims.getStringClaimValue(SCOPE).split(" "));
        ApiClients.Access access = clients.access(id, version, granted).orElseThrow(AccessTokens::ended);
        return new CallerPrincipal(ApiClients.caller(access.client()), access.scopes(), claims);
    }

    private static ParseException ended() {
        return new ParseException("the token was issued before something that ended it");
    }

    /// The keys are in the database: who holds a good token must not be signed out because it was away for a moment.
    private static boolean isNotTheTokensFault(Throwable refused) {
        for (Throwable cause = refused; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException) {
                return true;
            }
        }
        return false;
    }

    private JwtConsumer consumer() {
        return new JwtConsumerBuilder()
                .setJwsAlgorithmConstraints(
                        AlgorithmConstraints.ConstraintType.PERMIT,
                        AlgorithmIdentifiers.ECDSA_USING_P256_CURVE_AND_SHA256)
                .setVerificationKeyResolver(this::key)
                .setExpectedIssuer(ISSUER)
                .setExpectedAudience(ISSUER)
                .setRequireSubject()
                .setRequireExpirationTime()
                .setEvaluationTime(NumericDate.fromMilliseconds(clock.millis()))
                .build();
    }

    private Key key(JsonWebSignature signature, List<JsonWebStructure> nested) throws UnresolvableKeyException {
        String keyId = signature.getKeyIdHeaderValue();
        if (keyId == null) {
            throw new UnresolvableKeyException("the token names no key");
        }
        return keys.find(keyId)
                .orElseThrow(() -> new UnresolvableKeyException("the key is unknown or retired"))
                .publicKey();
    }
}
