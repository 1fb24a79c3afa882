package dev.voltaire.ocpi.http;

import dev.voltaire.value.PartyId;
import io.quarkus.vertx.http.HttpServer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// Who we are towards partners, and where they reach us.
@ApplicationScoped
public class OwnParty {
    private final PartyId party;
    private final String businessName;
    private final String website;
    private final String logoUrl;
    private final Optional<String> publicUrl;
    private final HttpServer server;

    @Inject
    OwnParty(
            @ConfigProperty(name = "voltaire.party", defaultValue = "NL-VLT") String party,
            @ConfigProperty(name = "voltaire.ocpi.business-name", defaultValue = "Voltaire") String businessName,
            @ConfigProperty(name = "voltaire.ocpi.website", defaultValue = "https://voltaire.example") String website,
            @ConfigProperty(name = "voltaire.ocpi.logo", defaultValue = "https://voltaire.example/logo.png")
                    String logoUrl,
            @ConfigProperty(name = "voltaire.ocpi.public-url") Optional<String> publicUrl,
            HttpServer server) {
        int dash = party.indexOf('-');
        this.party = new PartyId(party.substring(0, dash), party.substring(dash + 1));
        this.businessName = businessName;
        this.website = website;
        this.logoUrl = logoUrl;
        this.publicUrl = publicUrl.filter(url -> !url.isBlank());
        this.server = server;
    }

    public PartyId party() {
        return party;
    }

    public String businessName() {
        return businessName;
    }

    public String website() {
        return website;
    }

    public String logoUrl() {
        return logoUrl;
    }

    /// `https://host/ocpi`, as configured, else as the caller reached us.
    public String baseUrl(String reachedBy) {
        return trimmed(publicUrl.orElse(reachedBy));
    }

    /// For requests we start ourselves.
    public String baseUrl() {
        return baseUrl("http://localhost:" + server.getPort());
    }

    private static String trimmed(String url) {
        String bare = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        return bare.endsWith("/ocpi") ? bare : bare + "/ocpi";
    }
}
