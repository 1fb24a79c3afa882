package dev.voltaire.api.token;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.brand.BrandConfiguration;
import dev.voltaire.api.http.AddressBody;
import dev.voltaire.api.http.Amount;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.api.http.Reference;
import dev.voltaire.idempotency.Idempotency;
import dev.voltaire.identity.Caller;
import dev.voltaire.listing.Page;
import dev.voltaire.problem.Problem;
import dev.voltaire.problem.ProblemException;
import dev.voltaire.token.CardOrdering;
import dev.voltaire.token.TokenRequest;
import dev.voltaire.token.TokenRequestLine;
import dev.voltaire.token.TokenRequestRepository;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// Orders of cards.
@Path("/api/v1/token-requests")
@Tag(name = "Token requests")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class TokenRequestResource {
    private final SignedInCaller caller;
    private final CardOrdering ordering;
    private final TokenRequestRepository requests;
    private final Idempotency idempotency;
    private final BrandConfiguration brand;

    @Inject
    TokenRequestResource(
            SignedInCaller caller,
            CardOrdering ordering,
            TokenRequestRepository requests,
            Idempotency idempotency,
            BrandConfiguration brand) {
        this.caller = caller;
        this.ordering = ordering;
        this.requests = requests;
        this.idempotency = idempotency;
        this.brand = brand;
    }

    /// What the driver gets.
    @Schema(name = "OrderedTokenType")
    public enum OrderedType {
        CARD,
        KEY_FOB
    }

    /// One card for one profile.
    @Schema(name = "TokenRequestLineRequest")
    public record OrderLine(
            @NotNull UUID profileId,

            @NotNull @Schema(description = "CARD; key fobs are not available")
            OrderedType type,

            @NotNull @Min(1) @Max(1) @Schema(description = "1: a profile has one card")
            Integer quantity) {}

    /// An order.
    @Schema(name = "TokenRequestRequest")
    public record Order(@NotEmpty @Size(max = 500) List<@Valid @NotNull OrderLine> lines) {}

    /// How a parcel is followed.
    @Schema(name = "Shipment")
    public record Shipment(@Nullable @Size(max = 100) String trackingCode) {}

    /// The card made for a line.
    @Schema(name = "CardOfLine")
    public record CardOfLine(@NotNull UUID tokenId) {}

    /// A row of the list.
    @Schema(name = "TokenRequestRow")
    public record Row(
            UUID id,
            long number,
            int quantity,
            Amount price,
            Reference orgUnit,
            TokenRequest.Status status,
            Instant requestedAt,
            List<Action> allowedActions) {

        static Row of(TokenRequestRepository.Summary request, Caller by) {
            return new Row(
                    request.id(),
                    request.number(),
                    request.quantity(),
                    amount(request.priceAmount(), request.priceCurrency()),
                    new Reference(request.unitId(), request.unitLabel()),
                    request.status(),
                    request.requestedAt(),
                    allowed(request.status(), by));
        }

        private static Amount amount(BigDecimal amount, String currency) {
            return new Amount(amount.toPlainString(), currency);
        }
    }

    /// What the caller may do with the order now.
    @Schema(name = "TokenRequestAction")
    public enum Action {
        CANCEL,
        SET_CARD,
        PRODUCE,
        SHIP,
        DELIVER
    }

    /// An order with its lines.
    @Schema(name = "TokenRequest")
    public record Body(
            UUID id,
            long number,
            int cards,
            int keyFobs,
            int total,
            Amount price,
            Reference orgUnit,
            TokenRequest.Status status,
            String requestedBy,
            Instant requestedAt,
            @Nullable Instant producedAt,
            @Nullable Instant shippedAt,
            @Nullable Instant deliveredAt,
            @Nullable Instant cancelledAt,
            @Nullable String trackingCode,
            List<Line> lines,
            List<Action> allowedActions) {

        static Body of(TokenRequest request, Caller by) {
            int cards = request.lines().size();
            return new Body(
                    request.id(),
                    request.number(),
                    cards,
                    0,
                    cards,
                    Amount.of(request.price()),
                    new Reference(
                            request.organisationUnit().id(),
                            request.organisationUnit().displayName()),
                    request.status(),
                    request.requestedBy(),
                    request.requestedAt(),
                    request.producedAt(),
                    request.shippedAt(),
                    request.deliveredAt(),
                    request.cancelledAt(),
                    request.trackingCode(),
                    request.lines().stream().map(Line::of).toList(),
                    allowed(request.status(), by));
        }
    }

    /// A line: whose card, printed with what name, sent where.
    @Schema(name = "TokenRequestLine")
    public record Line(
            UUID id,
            Reference profile,
            OrderedType type,
            int quantity,
            String driverName,
            @Nullable AddressBody delivery,
            @Nullable UUID tokenId) {

        static Line of(TokenRequestLine line) {
            return new Line(
                    line.id(),
                    new Reference(line.profile().id(), line.profile().name()),
                    OrderedType.CARD,
                    1,
                    line.driverName(),
                    AddressBody.of(line.delivery()),
                    line.tokenId());
        }
    }

    @GET
    @Operation(
            summary = "List card orders",
            description = "Sort: number, quantity, price, orgUnit, status, requestedAt.")
    @Parameter(name = "orgUnitId", in = ParameterIn.QUERY, description = "The unit and those below it")
    @Parameter(name = "status", in = ParameterIn.QUERY)
    @Parameter(name = "profileId", in = ParameterIn.QUERY)
    @Parameter(name = "requestedFrom", in = ParameterIn.QUERY)
    @Parameter(name = "requestedTo", in = ParameterIn.QUERY)
    public Page<Row> list(@BeanParam ListParameters parameters) {
        return requests.list(parameters.toRequest(), caller.get().scope())
                .map(request -> Row.of(request, caller.get()));
    }

    @POST
    @Transactional
    @ResponseStatus(201)
    @Operation(
            summary = "Order cards",
            description =
                    "All profiles of one unit. Repeating the call with the same Idempotency-Key orders nothing new.")
    @APIResponse(
            responseCode = "201",
            description = "Ordered",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Body.class)))
    @APIResponse(responseCode = "409", description = "physical-token-exists, idempotency-key-reused")
    @APIResponse(responseCode = "422", description = "token-type-not-available, validation-failed")
    public Body order(@HeaderParam("Idempotency-Key") @Nullable String idempotencyKey, @Valid @NotNull Order order) {
        boolean available = brand.tokenTypes().contains(BrandConfiguration.TokenType.CARD);
        if (!available || order.lines().stream().anyMatch(line -> line.type() != OrderedType.CARD)) {
            throw new ProblemException(Problem.TOKEN_TYPE_NOT_AVAILABLE);
        }
        List<UUID> profileIds = order.lines().stream().map(OrderLine::profileId).toList();
        UUID id = idempotency.once(
                caller.get().userId(),
                idempotencyKey,
                order,
                () -> ordering.order(profileIds, caller.get()).id());
        return get(id);
    }

    @GET
    @Path("/{id}")
    @Transactional
    @Operation(summary = "One card order")
    @APIResponseSchema(Body.class)
    @APIResponse(responseCode = "404", description = "not-found")
    public Body get(@RestPath UUID id) {
        return Body.of(requests.get(id, caller.get().scope()), caller.get());
    }

    @POST
    @Path("/{id}/cancel")
    @Transactional
    @Operation(summary = "Cancel an order that is not shipped yet")
    @APIResponseSchema(Body.class)
    @APIResponse(responseCode = "409", description = "wrong-state")
    public Body cancel(@RestPath UUID id) {
        return Body.of(ordering.cancel(id, caller.get()), caller.get());
    }

    @POST
    @Path("/{id}/lines/{lineId}/card")
    @RolesAllowed("PLATFORM_OPERATOR")
    @Transactional
    @Operation(summary = "Link a card from stock to a line", description = "Its driver activates it by its number.")
    @APIResponseSchema(Body.class)
    @APIResponse(responseCode = "409", description = "wrong-state, physical-token-exists")
    public Body fulfil(@RestPath UUID id, @RestPath UUID lineId, @Valid @NotNull CardOfLine card) {
        return Body.of(ordering.fulfil(id, lineId, card.tokenId(), caller.get()), caller.get());
    }

    @POST
    @Path("/{id}/produce")
    @RolesAllowed("PLATFORM_OPERATOR")
    @Transactional
    @Operation(summary = "All cards of the order are made")
    @APIResponseSchema(Body.class)
    @APIResponse(responseCode = "409", description = "wrong-state: also while a line has no card")
    public Body produce(@RestPath UUID id) {
        return Body.of(ordering.produced(id, caller.get()), caller.get());
    }

    @POST
    @Path("/{id}/ship")
    @RolesAllowed("PLATFORM_OPERATOR")
    @Transactional
    @Operation(summary = "The order is on its way")
    @APIResponseSchema(Body.class)
    @APIResponse(responseCode = "409", description = "wrong-state")
    public Body ship(@RestPath UUID id, @Valid @NotNull Shipment shipment) {
        return Body.of(ordering.shipped(id, shipment.trackingCode(), caller.get()), caller.get());
    }

    @POST
    @Path("/{id}/deliver")
    @RolesAllowed("PLATFORM_OPERATOR")
    @Transactional
    @Operation(summary = "The order has arrived")
    @APIResponseSchema(Body.class)
    @APIResponse(responseCode = "409", description = "wrong-state")
    public Body deliver(@RestPath UUID id) {
        return Body.of(ordering.delivered(id, caller.get()), caller.get());
    }

    private static List<Action> allowed(TokenRequest.Status status, Caller by) {
        return switch (status) {
            case REQUESTED ->
                by.isOperator() ? List.of(Action.CANCEL, Action.SET_CARD, Action.PRODUCE) : List.of(Action.CANCEL);
            case PRODUCED -> by.isOperator() ? List.of(Action.CANCEL, Action.SHIP) : List.of(Action.CANCEL);
            case SHIPPED -> by.isOperator() ? List.of(Action.DELIVER) : List.of();
            case DELIVERED, CANCELLED -> List.of();
        };
    }
}
