package dev.voltaire.api.partner;

import dev.voltaire.partner.HubParties;
import dev.voltaire.partner.HubParty;
import dev.voltaire.partner.PartnerRepository;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/// The parties behind a hub.
@Path("/api/v1/partners/{id}/parties")
@Tag(name = "Partners")
@RolesAllowed("PLATFORM_OPERATOR")
@RunOnVirtualThread
public class HubPartyResource {
    private final PartnerRepository partners;
    private final HubParties parties;

    @Inject
    HubPartyResource(PartnerRepository partners, HubParties parties) {
        this.partners = partners;
        this.parties = parties;
    }

    @Schema(name = "HubParty", description = "A party behind a hub, as the hub last reported it")
    public record Party(
            String countryCode, String partyId, String role, HubParty.Status status, Instant lastUpdatedAt) {
        static Party of(HubParty party) {
            return new Party(
                    party.party().countryCode(),
                    party.party().partyId(),
                    party.role(),
                    party.status(),
                    party.lastUpdated());
        }
    }

    @GET
    @Transactional
    @Operation(
            summary = "The parties behind a hub and whether they can be reached",
            description = "Empty for a partner that is no hub or has not told.")
    @APIResponse(
            responseCode = "200",
            description = "In the order of their codes",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = SchemaType.ARRAY, implementation = Party.class)))
    @APIResponse(responseCode = "404", description = "not-found")
    public List<Party> list(@RestPath UUID id) {
        return parties.of(partners.byId(id).id()).stream().map(Party::of).toList();
    }
}
