package dev.voltaire.ocpp.connection;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Decides before the upgrade who may open a socket. Called on a virtual thread; may use the database.
@FunctionalInterface
public interface Admission {
    Verdict admit(Applicant applicant);

    /// @param credentials the Basic credentials as sent, absent when the header is missing or malformed
    /// @param certificate what a verified client certificate says of its owner
    record Applicant(
            String identity,
            String remoteAddress,
            SecurityProfile profile,
            Optional<BasicCredentials> credentials,
            Optional<Certificate> certificate) {}

    /// @param organisation absent when the certificate names none
    record Certificate(String commonName, @Nullable String organisation) {}

    sealed interface Verdict {
        record Admitted(Peer peer) implements Verdict {}

        record UnknownIdentity() implements Verdict {}

        record WrongCredentials() implements Verdict {}

        record TooManyFailures(Duration retryAfter) implements Verdict {}
    }
}
