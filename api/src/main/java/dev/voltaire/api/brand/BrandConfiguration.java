package dev.voltaire.api.brand;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The white label: `voltaire.brand.*`.
@ConfigMapping(prefix = "voltaire.brand")
public interface BrandConfiguration {
    @WithDefault("Voltaire")
    String name();

    Optional<String> logoUrl();

    @WithDefault("#1f6f54")
    String colour();

    Support support();

    Apps apps();

    /// What can be ordered for a profile: CARD, KEY_FOB.
    @WithDefault("CARD")
    Set<TokenType> tokenTypes();

    /// How people reach us.
    interface Support {
        Optional<String> portalUrl();

        Optional<String> email();

        /// International numbers by ISO 3166-1 alpha-2 country.
        Map<String, String> phone();
    }

    /// Where the driver app is.
    interface Apps {
        Optional<String> ios();

        Optional<String> android();
    }

    /// Things drivers carry.
    enum TokenType {
        CARD,
        KEY_FOB
    }
}
