package dev.voltaire.api.authentication;

import dev.voltaire.identity.AttemptLimit;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Slows down whoever guesses from one address, whoever they claim to be. Successes do not count, so that a company
/// behind one address is not locked out; an IPv6 address counts with the network of its site (/64).
@ApplicationScoped
class SignInThrottle {
    private static final Duration WINDOW = Duration.ofMinutes(10);
    private static final int IPV6_BYTES = 16;

    private final AttemptLimit<String> failures;
    private final AttemptLimit<String> mails;
    private final HttpServerRequest request;

    @Inject
    SignInThrottle(
            HttpServerRequest request,
            Clock clock,
            @ConfigProperty(name = "voltaire.sign-in.failures-per-address", defaultValue = "50") int failures,
            @ConfigProperty(name = "voltaire.sign-in.mails-per-address", defaultValue = "20") int mails) {
        this.request = request;
        this.failures = new AttemptLimit<>(failures, WINDOW, clock);
        this.mails = new AttemptLimit<>(mails, WINDOW, clock);
    }

    /// @throws ProblemException TOO_MANY_REQUESTS after too many failures from the caller's address
    <T> T guard(Supplier<T> signIn) {
        String address = address();
        failures.mustHaveRoom(address);
        try {
            return signIn.get();
        } catch (ProblemException refused) {
            Problem.Category category = refused.problem().category();
            if (category == Problem.Category.UNAUTHENTICATED || category == Problem.Category.LOCKED) {
                failures.count(address);
            }
            throw refused;
        }
    }

    /// For what makes us send mail.
    void countMail() {
        mails.count(address());
    }

    private String address() {
        String address = request.remoteAddress().hostAddress();
        try {
            byte[] bytes = InetAddress.ofLiteral(address).getAddress();
            return bytes.length == IPV6_BYTES ? HexFormat.of().formatHex(bytes, 0, IPV6_BYTES / 2) : address;
        } catch (IllegalArgumentException | NullPointerException noAddress) {
            return String.valueOf(address);
        }
    }
}
