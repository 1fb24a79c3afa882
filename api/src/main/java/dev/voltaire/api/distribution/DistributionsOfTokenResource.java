package dev.voltaire.api.distribution;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.distribution.DistributionLists;
import dev.voltaire.distribution.TokenDistributions;
import dev.voltaire.listing.Page;
import dev.voltaire.token.TokenRepository;
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
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestPath;

/// Where one token stands at every partner.
@Path("/api/v1/tokens/{id}/distributions")
@Tag(name = "Token distribution")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class DistributionsOfTokenResource {
    private final SignedInCaller caller;
    private final TokenRepository tokens;
    private final DistributionLists lists;
    private final TokenDistributions distributions;

    @Inject
    DistributionsOfTokenResource(
            SignedInCaller caller, TokenRepository tokens, DistributionLists lists, TokenDistributions distributions) {
        this.caller = caller;
        this.tokens = tokens;
        this.lists = lists;
        this.distributions = distributions;
    }

    @GET
    @Transactional
    @Operation(summary = "A token at every partner")
    public Page<DistributionBody.OfToken> list(@RestPath UUID id, @BeanParam ListParameters parameters) {
        UUID token = tokens.get(id, caller.get().scope()).id();
        return lists.ofToken(token, parameters.toRequest()).map(DistributionBody.OfToken::of);
    }

    @POST
    @Path("/retry")
    @Transactional
    @Operation(summary = "Try where this token failed again now")
    public DistributionBody.Retried retry(@RestPath UUID id) {
        UUID token = tokens.get(id, caller.get().scope()).id();
        return new DistributionBody.Retried(distributions.retry(null, token));
    }
}
