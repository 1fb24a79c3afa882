package dev.voltaire.api.distribution;

import dev.voltaire.api.http.ListParameters;
import dev.voltaire.distribution.DistributionLists;
import dev.voltaire.distribution.TokenDistributions;
import dev.voltaire.listing.Page;
import dev.voltaire.partner.PartnerRepository;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/// Which partners have which tokens. Everybody sees the own tokens only; the operator retries.
@Path("/api/v1/token-distributions")
@Tag(name = "Token distribution")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class TokenDistributionResource {
    private final DistributionLists lists;
    private final TokenDistributions distributions;
    private final PartnerRepository partners;

    @Inject
    TokenDistributionResource(DistributionLists lists, TokenDistributions distributions, PartnerRepository partners) {
        this.lists = lists;
        this.distributions = distributions;
        this.partners = partners;
    }

    /// The page of the portal: counters on top, partners below.
    @Schema(name = "DistributionOverview")
    public record Overview(DistributionBody.Summary summary, Page<DistributionBody.AtPartner> partners) {}

    @GET
    @Path("/overview")
    @Operation(summary = "Totals and counts per partner")
    public Overview overview(@BeanParam ListParameters parameters) {
        return new Overview(
                DistributionBody.Summary.of(lists.summary()),
                lists.partners(parameters.toRequest()).map(DistributionBody.AtPartner::of));
    }

    @GET
    @Path("/partners")
    @Operation(summary = "Counts per partner")
    public Page<DistributionBody.AtPartner> partners(@BeanParam ListParameters parameters) {
        return lists.partners(parameters.toRequest()).map(DistributionBody.AtPartner::of);
    }

    @POST
    @Path("/retry")
    @RolesAllowed("PLATFORM_OPERATOR")
    @Operation(summary = "Try everything that failed again now")
    public DistributionBody.Retried retry() {
        return new DistributionBody.Retried(distributions.retry(null, null));
    }

    @POST
    @Path("/partners/{id}/retry")
    @RolesAllowed("PLATFORM_OPERATOR")
    @Transactional
    @Operation(summary = "Try what failed at one partner again now")
    public DistributionBody.Retried retryPartner(@RestPath UUID id) {
        return new DistributionBody.Retried(
                distributions.retry(partners.byId(id).id(), null));
    }
}
