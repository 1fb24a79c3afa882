package dev.voltaire.payment;

import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import io.quarkus.arc.All;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The provider this installation collects with. The name of one that was chosen before still takes webhooks.
@ApplicationScoped
public class PaymentProviders {
    private final List<PaymentProvider> providers;
    private final String chosen;

    @Inject
    PaymentProviders(
            @All List<PaymentProvider> providers,
            @ConfigProperty(name = "voltaire.payments.provider", defaultValue = "none") String chosen) {
        this.providers = providers;
        this.chosen = chosen;
    }

    /// @throws ProblemException PAYMENT_PROVIDER_MISSING when none is configured
    public PaymentProvider chosen() {
        return named(chosen);
    }

    public PaymentProvider named(String name) {
        return providers.stream()
                .filter(provider -> provider.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new ProblemException(Problem.PAYMENT_PROVIDER_MISSING));
    }
}
