package dev.voltaire.api.charger;

import dev.voltaire.charger.ChargerOnboarding;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// What a charger is connected with.
@ApplicationScoped
class HomeChargerCredentials {
    private final String publicUrl;

    @Inject
    HomeChargerCredentials(
            @ConfigProperty(name = "voltaire.ocpp.public-url", defaultValue = "ws://localhost:8887/ocpp")
                    String publicUrl) {
        this.publicUrl = publicUrl;
    }

    /// The address ends with the charger's identity, as OCPP-J wants it.
    String url(ChargerOnboarding.Registered registered) {
        String segment = URLEncoder.encode(registered.charger().identity(), StandardCharsets.UTF_8)
                .replace("+", "%20");
        return publicUrl + "/" + segment;
    }
}
