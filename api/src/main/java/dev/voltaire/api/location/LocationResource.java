package dev.voltaire.api.location;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.api.http.Reference;
import dev.voltaire.identity.Role;
import dev.voltaire.listing.Page;
import dev.voltaire.location.LocationList;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// Where our drivers can charge.
@Path("/api/v1/locations")
@Tag(name = "Locations")
@Authenticated
@RunOnVirtualThread
public class LocationResource {
    private final LocationList locations;
    private final SignedInCaller caller;

    @Inject
    LocationResource(LocationList locations, SignedInCaller caller) {
        this.locations = locations;
        this.caller = caller;
    }

    @Schema(name = "Location", description = "A place of a partner with its chargers counted")
    public record Item(
            UUID id,
            @Nullable String name,
            @Nullable String address,
            @Nullable String city,
            @Nullable String postalCode,

            @Schema(description = "As the partner sends it, ISO 3166 alpha-3", examples = "NLD") @Nullable
            String country,

            @Nullable BigDecimal latitude,
            @Nullable BigDecimal longitude,
            @Nullable String operatorName,
            Reference partner,
            String countryCode,
            String partyId,
            @Schema(description = "As the partner calls it") String locationId,
            int evses,
            int availableEvses,
            @Schema(description = "Not shown in lists") boolean published,

            @Schema(description = "The partner lists it no longer")
            boolean withdrawn,

            Instant lastUpdated) {
        static Item of(LocationList.Line line) {
            return new Item(
                    line.id(),
                    line.name(),
                    line.address(),
                    line.city(),
                    line.postalCode(),
                    line.country(),
                    line.latitude(),
                    line.longitude(),
                    line.operatorName(),
                    new Reference(line.partnerId(), line.partnerName()),
                    line.countryCode(),
                    line.partyId(),
                    line.locationId(),
                    line.evses(),
                    line.available(),
                    line.published(),
                    line.withdrawn(),
                    line.lastUpdated());
        }
    }

    @Schema(name = "LocationConnector")
    public record Connector(
            String id,
            @Nullable String standard,
            @Nullable String format,
            @Nullable String powerType,

            @Schema(description = "In watts") @Nullable Integer maxElectricPower,

            List<String> tariffIds) {}

    @Schema(name = "LocationEvse")
    public record Evse(
            String uid,

            @Schema(description = "As printed on the charger") @Nullable
            String evseId,

            String status,
            List<String> capabilities,
            List<Connector> connectors,
            Instant lastUpdated) {
        static Evse of(LocationList.Evse evse) {
            return new Evse(
                    evse.uid(),
                    evse.evseId(),
                    evse.status(),
                    evse.capabilities(),
                    evse.connectors().stream()
                            .map(connector -> new Connector(
                                    connector.id(),
                                    connector.standard(),
                                    connector.format(),
                                    connector.powerType(),
                                    connector.maxElectricPower(),
                                    connector.tariffIds()))
                            .toList(),
                    evse.lastUpdated());
        }
    }

    @Schema(name = "LocationDetail")
    public record Detail(Item location, List<Evse> evses) {}

    @GET
    @Operation(summary = "Published locations of all partners", description = "Sort: name, city, lastUpdated.")
    @Parameter(name = "partnerId", in = ParameterIn.QUERY)
    @Parameter(name = "countryCode", in = ParameterIn.QUERY, description = "Of the party")
    @Parameter(name = "partyId", in = ParameterIn.QUERY)
    @Parameter(name = "city", in = ParameterIn.QUERY)
    @Parameter(name = "locationId", in = ParameterIn.QUERY)
    public Page<Item> list(@BeanParam ListParameters parameters) {
        return locations.list(parameters.toRequest()).map(Item::of);
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "A location with its EVSEs and connectors")
    @APIResponseSchema(Detail.class)
    @APIResponse(responseCode = "404", description = "not-found: unknown, or not published")
    public Detail get(@RestPath UUID id) {
        return new Detail(
                Item.of(locations.get(id, isHelpdesk())),
                locations.evses(id).stream().map(Evse::of).toList());
    }

    private boolean isHelpdesk() {
        var roles = caller.get().roles();
        return roles.contains(Role.SUPPORT_AGENT) || roles.contains(Role.PLATFORM_OPERATOR);
    }
}
