package dev.voltaire.api.authentication;

import dev.voltaire.identity.OperatorBootstrap;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Invites the first operator of a new installation. The link goes to the console only, never to the log.
@ApplicationScoped
class OperatorInvitation {
    private final OperatorBootstrap bootstrap;
    private final Optional<String> email;
    private final String portal;

    @Inject
    OperatorInvitation(
            OperatorBootstrap bootstrap,
            @ConfigProperty(name = "voltaire.operator.email") Optional<String> email,
            @ConfigProperty(name = "voltaire.portal.url", defaultValue = "http://localhost:8080") String portal) {
        this.bootstrap = bootstrap;
        this.email = email;
        this.portal = portal;
    }

    @SuppressWarnings("SystemOut") // a secret for the person at the console
    void invite(@Observes StartupEvent started) {
        email.filter(address -> !address.isBlank())
                .flatMap(bootstrap::invite)
                .ifPresent(secret -> System.out.printf(
                        "Invitation of the first operator, works once: %s/invitations/%s%n"
                                + "  curl -X POST %s/api/v1/auth/invitations/%s/accept -H 'Content-Type: application/json'"
                                + " -d '{\"password\": \"…\"}'%n",
                        portal, secret.text(), portal, secret.text()));
    }
}
