package dev.voltaire.api.brand;

import dev.voltaire.message.Language;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The brand, for the sign-in page and the help button.
@Path("/api/v1/config/public")
@Tag(name = "Configuration")
@PermitAll
@RunOnVirtualThread
public class PublicConfigurationResource {
    private final BrandConfiguration brand;

    @Inject
    PublicConfigurationResource(BrandConfiguration brand) {
        this.brand = brand;
    }

    /// What everybody may know.
    @Schema(name = "PublicConfiguration")
    public record Body(
            String brand,
            @Nullable String logoUrl,
            String colour,
            List<String> languages,
            Support support,
            AppLinks apps,
            Set<BrandConfiguration.TokenType> tokenTypes) {}

    /// How people reach support; phone numbers by country.
    @Schema(name = "SupportContacts")
    public record Support(
            @Nullable String portalUrl, @Nullable String email, List<Contact> contacts) {}

    /// A support number for callers from a country.
    @Schema(name = "SupportContact")
    public record Contact(String country, String phone) {}

    /// Where the driver app is.
    @Schema(name = "AppLinks")
    public record AppLinks(@Nullable String ios, @Nullable String android) {}

    @GET
    @Operation(summary = "Brand, support contacts, app links and what can be ordered")
    @APIResponseSchema(Body.class)
    @APIResponse(responseCode = "400", description = "invalid-parameter: not a country")
    public Body get(
            @QueryParam("country")
                    @Parameter(description = "ISO 3166-1 alpha-2: only its support contact", example = "NL")
                    @Nullable
                    String country) {
        if (country != null && !country.matches("[A-Za-z]{2}")) {
            throw new ProblemException(Problem.INVALID_PARAMETER, "country");
        }
        Map<String, String> phones = new TreeMap<>(brand.support().phone());
        if (country != null) {
            phones.keySet().retainAll(Set.of(country.toUpperCase(Locale.ROOT)));
        }
        return new Body(
                brand.name(),
                brand.logoUrl().orElse(null),
                brand.colour(),
                Stream.of(Language.values()).map(Language::tag).toList(),
                new Support(
                        brand.support().portalUrl().orElse(null),
                        brand.support().email().orElse(null),
                        phones.entrySet().stream()
                                .map(contact -> new Contact(contact.getKey(), contact.getValue()))
                                .toList()),
                new AppLinks(
                        brand.apps().ios().orElse(null), brand.apps().android().orElse(null)),
                new TreeSet<>(brand.tokenTypes()));
    }
}
