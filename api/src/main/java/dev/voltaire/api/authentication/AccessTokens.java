package dev.voltaire.api.authentication;

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
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import java.security.Key;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
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
/// the
/// user as the database knows them now.
@ApplicationScoped
@Alternative
@Priority(1)
public class AccessTokens extends JWTCallerPrincipalFactory {
    static final Duration LIFETIME = Duration.ofMinutes(10);
    static final String ISSUER = "voltaire";
    private static final String TOKEN_VERSION = "tv";

    private final SigningKeys keys;
    private final Credentials credentials;
    private final Clock clock;

    @Inject
    AccessTokens(SigningKeys keys, Credentials credentials, Clock clock) {
        this.keys = keys;
        this.credentials = credentials;
        this.clock = clock;
    }

    String issue(User user) {
        Instant now = clock.instant();
        SigningKey key = keys.signing();
        return Jwt.issuer(ISSUER)
                .audience(ISSUER)
                .subject(user.id().toString())
                .upn(user.email())
                .groups(user.roles().stream().map(Role::name).collect(Collectors.toSet()))
                .claim(TOKEN_VERSION, user.tokenVersion())
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
            Caller.SignedIn caller = version == null
                    ? null
                    : credentials
                            .caller(UUID.fromString(claims.getSubject()), version.intValue())
                            .orElse(null);
            if (caller == null) {
                throw new ParseException("the token was issued before something that ended it");
            }
            claims.setStringListClaim(
                    "groups", caller.roles().stream().map(Role::name).toList());
            return new CallerPrincipal(caller, claims);
        } catch (InvalidJwtException | MalformedClaimException | IllegalArgumentException refused) {
            throw new ParseException("the access token is not valid", refused);
        }
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
