package dev.voltaire.api.partner;

import com.fasterxml.jackson.databind.JsonNode;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.api.http.MergePatch;
import dev.voltaire.api.http.Versioned;
import dev.voltaire.cdr.CdrReconciliation;
import dev.voltaire.distribution.DistributionLists;
import dev.voltaire.exchange.Messages;
import dev.voltaire.exchange.PartnerTraffic;
import dev.voltaire.listing.Page;
import dev.voltaire.partner.CrawlPlan;
import dev.voltaire.partner.FindingLog;
import dev.voltaire.partner.Partner;
import dev.voltaire.partner.PartnerConnecting;
import dev.voltaire.partner.PartnerConnecting.Invitation;
import dev.voltaire.partner.PartnerLists;
import dev.voltaire.partner.PartnerRepository;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/// The operator's desk for roaming partners.
@Path("/api/v1/partners")
@Tag(name = "Partners")
@RolesAllowed("PLATFORM_OPERATOR")
@RunOnVirtualThread
public class PartnerResource {
    private static final int MOST_FINDINGS = 500;

    private final PartnerLists lists;
    private final PartnerRepository partners;
    private final PartnerConnecting connecting;
    private final CrawlPlan crawls;
    private final FindingLog findings;
    private final PartnerTraffic traffic;
    private final DistributionLists distributions;
    private final Messages messages;
    private final CdrReconciliation reconciliation;
    private final MergePatch patches;
    private final Optional<String> publicUrl;

    @Inject
    PartnerResource(
            PartnerLists lists,
            PartnerRepository partners,
            PartnerConnecting connecting,
            CrawlPlan crawls,
            FindingLog findings,
            PartnerTraffic traffic,
            DistributionLists distributions,
            Messages messages,
            CdrReconciliation reconciliation,
            MergePatch patches,
            @ConfigProperty(name = "voltaire.ocpi.public-url") Optional<String> publicUrl) {
        this.lists = lists;
        this.partners = partners;
        this.connecting = connecting;
        this.crawls = crawls;
        this.findings = findings;
        this.traffic = traffic;
        this.distributions = distributions;
        this.messages = messages;
        this.reconciliation = reconciliation;
        this.patches = patches;
        this.publicUrl = publicUrl;
    }

    @GET
    @Operation(summary = "Roaming partners")
    public Page<PartnerBody.Item> list(@BeanParam ListParameters parameters) {
        return lists.partners(parameters.toRequest()).map(PartnerBody.Item::of);
    }

    @POST
    @ResponseStatus(201)
    @Operation(
            summary = "Invite a partner",
            description = "The partner registers itself with the token, which is shown only here.")
    @APIResponse(
            responseCode = "201",
            description = "Invited",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = PartnerBody.Invited.class)))
    public PartnerBody.Invited invite(@Valid @NotNull PartnerBody.Invite request, @Context UriInfo uri) {
        return invited(connecting.invite(request.name(), request.type()), uri);
    }

    @GET
    @Path("/{id}")
    @Transactional
    @Operation(summary = "A partner with its endpoints, settings, health and last exchanges")
    @APIResponseSchema(PartnerBody.Detail.class)
    @APIResponse(responseCode = "404", description = "not-found")
    public RestResponse<PartnerBody.Detail> get(@RestPath UUID id) {
        Partner partner = partners.byId(id);
        return Versioned.ok(
                PartnerBody.Detail.of(
                        partner,
                        crawls.of(id),
                        PartnerBody.Health.of(traffic.of(id), distributions.progress(id)),
                        messages.latest(id)),
                partner.revision());
    }

    @POST
    @Path("/{id}/invite")
    @Operation(summary = "Give out a fresh registration token", description = "The one before it ends.")
    @APIResponse(
            responseCode = "200",
            description = "Invited",
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(implementation = PartnerBody.Invited.class)))
    @APIResponse(responseCode = "409", description = "wrong-state: connected")
    public PartnerBody.Invited inviteAgain(@RestPath UUID id, @Context UriInfo uri) {
        return invited(connecting.inviteAgain(id), uri);
    }

    @PATCH
    @Path("/{id}/settings")
    @Consumes({MediaType.APPLICATION_JSON, MergePatch.MEDIA_TYPE})
    @Transactional
    @Operation(summary = "Say what the partner does differently from the specification")
    @RequestBody(content = @Content(schema = @Schema(implementation = PartnerBody.Settings.class)))
    @APIResponseSchema(PartnerBody.Detail.class)
    @APIResponse(responseCode = "412", description = "edit-conflict")
    @APIResponse(responseCode = "428", description = "precondition-required: If-Match is missing")
    public RestResponse<PartnerBody.Detail> adjust(
            @HeaderParam("If-Match") @Nullable String ifMatch, @RestPath UUID id, @NotNull JsonNode patch) {
        PartnerBody.Settings present = PartnerBody.Settings.of(partners.byId(id).settings());
        PartnerBody.Settings wanted = patches.merge(PartnerBody.Settings.class, present, patch);
        connecting.adjust(id, Versioned.expected(ifMatch), wanted.toDomain());
        partners.flush();
        return get(id);
    }

    @POST
    @Path("/{id}/suspend")
    @Transactional
    @Operation(summary = "Stop all traffic with a partner for now")
    @APIResponseSchema(PartnerBody.Detail.class)
    @APIResponse(responseCode = "409", description = "wrong-state: not connected")
    public RestResponse<PartnerBody.Detail> suspend(@RestPath UUID id) {
        connecting.suspend(id);
        partners.flush();
        return get(id);
    }

    @POST
    @Path("/{id}/resume")
    @Transactional
    @Operation(summary = "Take the traffic up again", description = "Lists are read and tokens brought up to date.")
    @APIResponseSchema(PartnerBody.Detail.class)
    @APIResponse(responseCode = "409", description = "wrong-state: not suspended")
    public RestResponse<PartnerBody.Detail> resume(@RestPath UUID id) {
        connecting.resume(id);
        partners.flush();
        return get(id);
    }

    @POST
    @Path("/{id}/readings/{module}")
    @Transactional
    @Operation(summary = "Read one of the partner's lists completely, now")
    @APIResponseSchema(PartnerBody.Detail.class)
    @APIResponse(responseCode = "404", description = "not-found: the partner offers no such list")
    public RestResponse<PartnerBody.Detail> read(@RestPath UUID id, @RestPath String module) {
        if (crawls.of(partners.byId(id).id()).stream()
                .noneMatch(state -> state.module().equals(module))) {
            throw new ProblemException(Problem.NOT_FOUND);
        }
        crawls.readFully(id, module);
        return get(id);
    }

    @GET
    @Path("/{id}/findings")
    @Transactional
    @Operation(summary = "What is odd about the partner's data, newest first")
    public List<PartnerBody.Finding> findings(@RestPath UUID id, @QueryParam("offset") @DefaultValue("0") int offset) {
        return findings.of(partners.byId(id).id(), Math.max(0, offset), MOST_FINDINGS).stream()
                .map(PartnerBody.Finding::of)
                .toList();
    }

    @GET
    @Path("/{id}/reconciliations")
    @Transactional
    @Operation(
            summary = "Daily comparisons of the partner's list of CDRs with ours, newest first",
            description = "Sort: startedAt, missed.")
    @Parameter(name = "complaints", in = ParameterIn.QUERY, description = "Only those that found something")
    @Parameter(name = "startedFrom", in = ParameterIn.QUERY)
    @Parameter(name = "startedTo", in = ParameterIn.QUERY)
    public Page<PartnerBody.Reconciliation> reconciliations(@RestPath UUID id, @BeanParam ListParameters parameters) {
        return reconciliation
                .reports(partners.byId(id).id(), parameters.toRequest())
                .map(PartnerBody.Reconciliation::of);
    }

    @GET
    @Path("/{id}/reconciliations/{reconciliationId}/cdrs")
    @Transactional
    @Operation(
            summary = "The CDRs that a comparison found never pushed or listed otherwise",
            description = "Sort: startedAt, foundAt.")
    @Parameter(name = "kind", in = ParameterIn.QUERY, description = "NEVER_PUSHED, CONTRARY")
    public Page<PartnerBody.Discrepancy> discrepancies(
            @RestPath UUID id, @RestPath UUID reconciliationId, @BeanParam ListParameters parameters) {
        return reconciliation
                .lines(partners.byId(id).id(), reconciliationId, parameters.toRequest())
                .map(PartnerBody.Discrepancy::of);
    }

    private PartnerBody.Invited invited(Invitation invitation, UriInfo uri) {
        String base = publicUrl
                .filter(url -> !url.isBlank())
                .orElseGet(() -> uri.getBaseUri().resolve("/").toString());
        String bare = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
        return new PartnerBody.Invited(
                invitation.partnerId(),
                invitation.registrationToken().secret(),
                (bare.endsWith("/ocpi") ? bare : bare + "/ocpi") + "/versions");
    }
}
