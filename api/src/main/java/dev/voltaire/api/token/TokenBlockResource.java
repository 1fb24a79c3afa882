package dev.voltaire.api.token;

import dev.voltaire.api.authentication.SignedInCaller;
import dev.voltaire.api.http.ListParameters;
import dev.voltaire.listing.Page;
import dev.voltaire.token.TokenBlock;
import dev.voltaire.token.TokenBlockRepository;
import dev.voltaire.token.TokenBlocking;
import dev.voltaire.token.TokenRepository;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jspecify.annotations.Nullable;

/// The blocks of one token.
@Path("/api/v1/tokens/{id}/blocks")
@Tag(name = "Tokens")
@RolesAllowed({"SUPPORT_AGENT", "ORG_UNIT_ADMIN", "PLATFORM_OPERATOR"})
@RunOnVirtualThread
public class TokenBlockResource {
    private final SignedInCaller caller;
    private final TokenRepository tokens;
    private final TokenBlockRepository blocks;
    private final TokenBlocking blocking;

    @Inject
    TokenBlockResource(
            SignedInCaller caller, TokenRepository tokens, TokenBlockRepository blocks, TokenBlocking blocking) {
        this.caller = caller;
        this.tokens = tokens;
        this.blocks = blocks;
        this.blocking = blocking;
    }

    /// Why a token is to be blocked.
    @Schema(name = "TokenBlockRequest")
    public record Request(
            @NotNull TokenBlock.Reason reason,
            @Nullable @Size(max = 500) String note) {}

    /// A block, open or lifted.
    @Schema(name = "TokenBlock")
    public record Block(
            UUID id,
            TokenBlock.Initiator initiator,
            TokenBlock.Reason reason,
            @Nullable String note,
            String blockedBy,
            Instant createdAt,
            @Nullable Instant liftedAt,
            @Nullable String liftedBy,
            boolean liftable) {

        static Block of(TokenBlock block) {
            return new Block(
                    block.id(),
                    block.initiator(),
                    block.reason(),
                    block.note(),
                    block.blockedBy(),
                    block.blockedAt(),
                    block.liftedAt(),
                    block.liftedBy(),
                    block.isOpen());
        }

        static Block of(TokenBlockRepository.Summary block) {
            return new Block(
                    block.id(),
                    block.initiator(),
                    block.reason(),
                    block.note(),
                    block.blockedBy(),
                    block.blockedAt(),
                    block.liftedAt(),
                    block.liftedBy(),
                    block.liftedAt() == null);
        }
    }

    @GET
    @Transactional
    @Operation(
            summary = "A token's blocks, newest first",
            description = "Sort: initiator, reason, blockedBy, createdAt, liftedAt, liftedBy.")
    @Parameter(name = "initiator", in = ParameterIn.QUERY)
    @Parameter(name = "reason", in = ParameterIn.QUERY)
    @Parameter(name = "open", in = ParameterIn.QUERY)
    @Parameter(name = "createdFrom", in = ParameterIn.QUERY)
    @Parameter(name = "createdTo", in = ParameterIn.QUERY)
    public Page<Block> list(@RestPath UUID id, @BeanParam ListParameters parameters) {
        return blocks.list(parameters.toRequest(), tokens.get(id, caller.get().scope()))
                .map(Block::of);
    }

    @POST
    @ResponseStatus(201)
    @Operation(
            summary = "Block a token for a while",
            description = "Refused from now on; partners are told. Several blocks may be open at once.")
    @APIResponse(
            responseCode = "201",
            description = "Blocked",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Block.class)))
    @APIResponse(responseCode = "409", description = "token-deactivated, wrong-state: not given to anybody yet")
    public Block block(@RestPath UUID id, @Valid @NotNull Request request) {
        TokenBlock.Initiator initiator =
                caller.get().isOperator() ? TokenBlock.Initiator.OPERATOR : TokenBlock.Initiator.ADMINISTRATOR;
        return Block.of(blocking.block(id, request.reason(), initiator, request.note(), caller.get()));
    }

    @POST
    @Path("/{blockId}/lift")
    @Operation(summary = "Lift a block", description = "The token works again when the last block is lifted.")
    @APIResponse(
            responseCode = "200",
            description = "Lifted",
            content = @Content(mediaType = "application/json", schema = @Schema(implementation = Block.class)))
    @APIResponse(responseCode = "409", description = "wrong-state: lifted already")
    public Block lift(@RestPath UUID id, @RestPath UUID blockId) {
        return Block.of(blocking.lift(id, blockId, caller.get()));
    }
}
